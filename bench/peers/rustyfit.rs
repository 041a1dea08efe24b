// Median milliseconds of processor time of the rustyfit crate for one file, read in memory: peer FILE keep|stream
//
// keep: all messages, kept. stream: each message is lent and forgotten, the quicker of its two ways. In both the
// checksum is checked, all fields are decoded, and components are not expanded, which we do not either.
use rustyfit::{Decoder, DecoderEvent, StreamingIterator};

/// Nanoseconds that this thread has been running (Linux).
fn now() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").expect("Linux");
    text.split(' ').next().unwrap().parse().unwrap()
}

fn kept(decoder: &mut Decoder, mut data: &[u8]) -> usize {
    let mut messages = 0;
    while let Some(fit) = decoder.decode(&mut data).expect("a FIT file") {
        messages += fit.messages.len();
    }
    messages
}

fn streamed(decoder: &mut Decoder, mut data: &[u8]) -> usize {
    let mut fields = 0;
    let mut stream = decoder.stream(&mut data);
    while let Some(event) = stream.next() {
        if let DecoderEvent::Message(message) = event.expect("a FIT file") {
            fields += message.fields.len();
        }
    }
    fields
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let data = std::fs::read(&arguments[1]).expect("readable");
    let mut decoder = Decoder::builder().expand_components(false).build();
    let mut times: Vec<f64> = (0..31)
        .map(|_| {
            let start = now();
            let found = if arguments[2] == "keep" { kept(&mut decoder, &data) } else { streamed(&mut decoder, &data) };
            assert!(found > 0);
            (now() - start) / 1e6
        })
        .collect();
    times.sort_by(|a, b| a.partial_cmp(b).unwrap());
    println!("{:.3}", times[times.len() / 2]);
}
