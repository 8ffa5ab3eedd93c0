macro_rules! note {
	($log:expr, $($part:expr),+) => {
		$log.push(format!($($part),+))
	};
}

fn run<F: FnMut(usize)>(mut step: F, times: usize) {
	for n in 0..times {
		step(n);
	}
}

fn trace(log: &mut Vec<String>) -> usize {
	let log = &mut *log; // shadows the parameter
	let mut step = |n: usize| note!(log, "step {}", n);
	step(0);
	let before = log.len();
	run(&mut step, 3);
	before
}

fn main() {
	let mut log = Vec::new();
	println!("{} {}", trace(&mut log), log.len());
}
