fn finish<T: Clone>(job: T) -> T {
    let end: &dyn Fn() = &move || drop(job);
    end();
    job
}

fn main() {
    println!("{}", finish(3));
}
