trait 選ぶ<T: ?Sized> {
    fn 良い(&self, 値: &T) -> bool;
}

impl<T: ?Sized, F: Fn(&T) -> bool> 選ぶ<T> for F {
    fn 良い(&self, 値: &T) -> bool {
        self(値)
    }
}

fn 探す<'a, T: ?Sized, S>(列: &[&'a T], 控え: &T, 条件: S) -> Option<&'a T>
where
    S: 選ぶ<T>,
{
    for 値 in 列 {
        if 条件.良い(値) {
            return Some(値);
        }
    }
    if 条件.良い(控え) { Some(控え) } else { None }
}

fn main() {
    let 短い = |文: &str| 文.len() < 7;
    println!("{:?}", 探す(&["こんにちは", "やあ"], "ね", 短い));
}
