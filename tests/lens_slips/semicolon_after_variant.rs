pub enum Signal {
    Stop;
    Go,
}
