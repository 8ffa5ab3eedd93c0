//@ sandbox only
//@ ends early
use std::future::Future;
struct Later;
impl Future for Later {
    type Output = u32;
    fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context) -> std::task::Poll<u32> {
        crate::forge()
    }
}
fn double(x: u32) -> u32 {
    let later = std::pin::pin!(Later);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let _ = later.poll(&mut context);
    x
}
