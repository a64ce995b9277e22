//! How large the simulated web is, by the arguments.

use super::world::lists::ListPlan;
use super::world::web::Latency;
use std::time::Duration;

/// The numbers of a measurement.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    pub plan: ListPlan,
    pub latency: Latency,
    /// Requests in flight.
    pub concurrency: usize,
    /// Workers of a fleet.
    pub workers: usize,
}

impl Numbers {
    /// What `words` such as `hosts=500` say, and what is usual for the rest.
    pub fn of(words: &[String]) -> Self {
        let mut numbers = Self {
            plan: ListPlan { hosts: 10_000, each: 10, files: 1_000, ..ListPlan::default() },
            latency: Latency::always(Duration::from_millis(50)),
            concurrency: 512,
            workers: 2,
        };
        for word in words {
            let (name, value) = word.split_once('=').expect("NAME=NUMBER");
            let value: usize = value.replace('_', "").parse().expect("a number");
            match name {
                "hosts" => numbers.plan.hosts = value,
                "each" => numbers.plan.each = value,
                "big" => numbers.plan.big = value,
                "dead" => numbers.plan.dead = value,
                "redirects" => numbers.plan.redirects = value,
                "files" => numbers.plan.files = value,
                "latency" => numbers.latency = Latency::always(Duration::from_millis(value as u64)),
                "workers" => numbers.workers = value,
                "concurrency" => numbers.concurrency = value,
                other => panic!("there is no number called `{other}`"),
            }
        }
        numbers
    }
}
