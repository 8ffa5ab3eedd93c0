// Expenses are taken from a budget through a reference that a helper hands out.

struct Expense {
    what: &'static str,
    cents: u32,
}

fn larger<'a>(left: &'a mut u32, right: &'a mut u32) -> &'a mut u32 {
    if *left >= *right { left } else { right }
}

fn pay(expenses: &[Expense], mut cash: u32, mut card: u32) -> u32 {
    for expense in expenses {
        let purse = larger(&mut cash, &mut card);
        if cash + card < expense.cents {
            println!("{} is too dear", expense.what);
            continue;
        }
        *purse = purse.saturating_sub(expense.cents);
        println!("paid {} for {}", expense.cents, expense.what);
    }
    cash + card
}

fn main() {
    let expenses = [
        Expense { what: "tea", cents: 250 },
        Expense { what: "bread", cents: 420 },
        Expense { what: "a book", cents: 1_890 },
    ];
    println!("left: {}", pay(&expenses, 2_000, 500));
}
