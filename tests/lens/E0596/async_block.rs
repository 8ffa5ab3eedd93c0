async fn add(names: &Vec<String>) {
    names.push(String::from("Bo"));
}

async fn run() {
    let names = Vec::new();
    let task = async {
        names.push(String::from("Ada"));
    };
    task.await;
    add(&names).await;
}

fn main() {
    drop(run());
}
