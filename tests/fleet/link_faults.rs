//! Faults of the link tests, each on a host of its own, so that they are in several partitions.

use crate::fault::dns::{NameServer, Saying};
use crate::fault::script::{Step, headed, page, raw, status};
use crate::fault::server::{Server, nobody};
use std::net::IpAddr;
use std::time::Duration;

/// Gives `hosts` the address of this machine.
pub fn names<const N: usize>(dns: &NameServer, hosts: [&str; N]) {
    for host in hosts {
        dns.at(host, "127.0.0.1");
    }
}

/// Has `server` and `dns` do what goes wrong with links; the URLs of that.
pub fn script(server: &Server, dns: &NameServer) -> Vec<String> {
    let to = |host: &str, path: &str| server.named(host, path);
    names(dns, ["other.test", "third.test"]);
    redirects(server, &to);
    responses(server);
    let paths = [
        "/301",
        "/302",
        "/303",
        "/307",
        "/308",
        "/dir/relative",
        "/raw",
        "/away",
        "/away-twice",
        "/to-gone",
        "/loop",
        "/away-and-back",
        "/file",
        "/bare",
        "/long-0",
        "/with-part",
        "/to-part",
        "/to-no-part",
        "/to-missing",
        "/to-refused",
        "/two",
        "/control",
        "/braces",
        "/well#part",
        "/parts#bulbs",
        "/parts#shades",
        "/hang",
        "/drip",
        "/reset",
        "/close",
        "/cut",
        "/old-http",
        "/bare-line-feeds",
        "/no-reason",
        "/early-hints",
        "/endless#part",
        "/403",
        "/404",
        "/410",
        "/429",
        "/451",
        "/500",
        "/503",
        "/521",
        "/999",
        "/no-head",
        "/gone-by-get",
    ];
    let mut urls = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let host = format!("f{at}.test");
        dns.at(&host, "127.0.0.1");
        urls.push(to(&host, path));
    }
    // Several of one host, which is silent or is not there.
    let nobody = nobody();
    for at in 0..4 {
        urls.push(to("missing.test", &format!("/{at}")));
        urls.push(format!("http://{nobody}/{at}"));
        urls.push(to("silent.test", &format!("/hang/{at}")));
    }
    names(dns, ["silent.test", "private.test"]);
    (0..4).for_each(|at| _ = server.on(&format!("/hang/{at}"), vec![Step::Hang]));
    dns.says("failed.test", Saying::Failed);
    dns.says("empty.test", Saying::Addresses(Vec::new()));
    dns.says("lost.test", Saying::Addresses(vec![IpAddr::from([127, 0, 0, 9])]));
    urls.extend(["failed.test", "empty.test", "lost.test"].map(|host| to(host, "/")));
    urls.extend(
        ["http://a..test/", "http://{host}/x", "http://a.test:99999/", "http://private.test:25/"].map(str::to_owned),
    );
    urls
}

fn redirects(server: &Server, to: &dyn Fn(&str, &str) -> String) {
    let redirect = |from: &str, code, target: &str| _ = server.on(from, headed(code, &[("Location", target)]));
    for code in [301, 302, 303, 307, 308] {
        redirect(&format!("/{code}"), code, &format!("/well?{code}"));
    }
    redirect("/dir/relative", 301, "../well");
    redirect("/raw", 301, "/中文");
    redirect("/away", 301, &to("other.test", "/well"));
    redirect("/away-twice", 301, &to("other.test", "/on"));
    redirect("/on", 308, &to("third.test", "/well"));
    redirect("/to-gone", 302, &to("other.test", "/gone"));
    server.on("/gone", status(410));
    redirect("/loop", 301, "/loop-2");
    redirect("/loop-2", 302, "/loop");
    redirect("/away-and-back", 302, &to("other.test", "/back"));
    redirect("/back", 302, &to("third.test", "/back"));
    redirect("/file", 302, "file:///etc/passwd");
    server.on("/bare", headed(302, &[]));
    (0..12).for_each(|at| redirect(&format!("/long-{at}"), 307, &format!("/long-{}", at + 1)));
    redirect("/with-part", 301, "/well#part");
    redirect("/to-part", 301, &to("other.test", "/parts#shades"));
    redirect("/to-no-part", 301, &to("other.test", "/parts#bulbs"));
    redirect("/to-missing", 302, &to("missing.test", "/"));
    redirect("/to-refused", 302, &format!("http://{}/", nobody()));
    redirect("/braces", 302, "http://{host}/x");
    server.on("/two", headed(301, &[("Location", "/a"), ("Location", "/b")]));
    server.on("/control", raw("HTTP/1.1 302 Found\r\nLocation: /a\u{1}b\r\nContent-Length: 0\r\n\r\n"));
}

fn responses(server: &Server) {
    let text = "Words of a page. ".repeat(60);
    server.on("/parts", page(&format!("<!doctype html><title>Parts</title><h1 id=shades>Shades</h1>{text}")));
    for code in [403, 404, 410, 451, 500, 503, 521, 999] {
        server.on(&format!("/{code}"), headed(code, &[("Server", "cloudflare")]));
    }
    server.on("/429", headed(429, &[("Retry-After", "3600")]));
    server.with("", "/no-head", |request| status(if request.method == "HEAD" { 405 } else { 200 }));
    server.with("", "/gone-by-get", |request| status(if request.method == "HEAD" { 403 } else { 404 }));
    server.on("/hang", vec![Step::Hang]);
    server.on("/drip", vec![Step::Drip(b"HTTP/1.1 200 OK\r\n".to_vec(), Duration::from_millis(400))]);
    server.on("/reset", vec![Step::Reset]);
    server.on("/close", vec![Step::Close]);
    server.on("/cut", raw("HTTP/1.1 200 OK\r\nContent-Le"));
    server.on("/old-http", raw("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    server.on("/bare-line-feeds", raw("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 0\n\n"));
    server.on("/no-reason", raw("HTTP/1.1 200\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"));
    let early = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    server.on(
        "/early-hints",
        raw(format!("{early}HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n")),
    );
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 16, " ".repeat(1 << 16)).into_bytes();
    server.on("/endless", vec![Step::Send(head), Step::Repeat(chunk, usize::MAX)]);
}
