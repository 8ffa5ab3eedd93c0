struct Loan {
    title: String,
    reader: String,
}

fn archive(loan: Loan) {
    println!("{} {}", loan.title, loan.reader);
}

fn main() {
    let loan = Loan {
        title: String::from("Walden"),
        reader: String::from("Ines"),
    };
    let title = loan.title;
    println!("{title}");
    archive(loan);
}
