//! The gongbao program.
fn main() {
    let path = std::env::args().nth(2).unwrap_or_default();
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let b = gongbao::parse(&text).with_offsets(&text, gongbao::OffsetUnit::Chars);
    println!("{}", serde_json::to_string(&b).unwrap_or_default());
}
