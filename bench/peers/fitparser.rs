// Median milliseconds of the fitparser crate for one file, into its records.
use std::time::Instant;

fn main() {
    let data = std::fs::read(std::env::args().nth(1).expect("a file")).expect("readable");
    let mut times: Vec<f64> = (0..11)
        .map(|_| {
            let start = Instant::now();
            let records = fitparser::from_bytes(&data).expect("a FIT file");
            assert!(!records.is_empty());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(|a, b| a.partial_cmp(b).unwrap());
    println!("{:.3}", times[times.len() / 2]);
}
