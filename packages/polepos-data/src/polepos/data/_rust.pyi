# The engines that are written in Rust: packages/polepos-data/rust. One section for each.
