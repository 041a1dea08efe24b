// Median milliseconds of the rustyfit crate for one file, into its messages.
use std::time::Instant;

fn main() {
    let data = std::fs::read(std::env::args().nth(1).expect("a file")).expect("readable");
    let mut times: Vec<f64> = (0..15)
        .map(|_| {
            let start = Instant::now();
            let mut reader = &data[..];
            let mut decoder = rustyfit::Decoder::new();
            let mut messages = 0;
            while let Some(fit) = decoder.decode(&mut reader).expect("a FIT file") {
                messages += fit.messages.len();
            }
            assert!(messages > 0);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(|a, b| a.partial_cmp(b).unwrap());
    println!("{:.3}", times[times.len() / 2]);
}
