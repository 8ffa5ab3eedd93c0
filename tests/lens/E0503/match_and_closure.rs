#[derive(Clone, Copy, PartialEq)]
enum 信号 {
    赤,
    青(u8),
}

fn main() {
    let mut 今 = 信号::青(3);
    let mut 待つ = || {
        今 = match 今 {
            信号::青(0) => 信号::赤,
            信号::青(残り) => 信号::青(残り - 1),
            信号::赤 => 信号::赤,
        }
    };
    for _ in 0..5 {
        待つ();
        match 今 {
            信号::赤 => break,
            信号::青(_) if 今 == 信号::青(1) => println!("もうすぐ"),
            信号::青(残り) => println!("あと {残り}"),
        }
    }
    let 外 = 1;
    let 数 = &mut { 外 };
    *数 += 外;
    println!("{数}");
}
