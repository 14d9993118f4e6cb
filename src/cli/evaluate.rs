//! `arkiv evaluate`.

use super::Ended;
use super::args::EvaluateArgs;
use super::screen::{Screen, faint, machine};
use crate::archive::Archive;
use crate::error::Result;
use crate::evaluate::{self, Evaluated};
use crate::export::{self, EvaluatedRow};
use std::path::Path;

pub(super) fn run(args: &EvaluateArgs, dir: &Path, screen: &mut Screen) -> Result<Ended> {
    let queries = evaluate::read(&args.file)?;
    let archive = Archive::open(dir)?;
    super::screen::notes(super::stale(&archive).iter());
    let all = queries.iter().map(|q| evaluate::evaluate(&archive, q)).collect::<Result<Vec<_>>>()?;
    if let Some(format) = machine(args.format) {
        let rows: Vec<EvaluatedRow> = all.into_iter().map(row).collect();
        export::write(screen, format, &rows)?;
        return Ok(Ended::Done);
    }
    for one in &all {
        screen.line(format_args!("{:.2} {:.2}  {}", one.ndcg_at_10, one.recall_at_20, one.query))?;
        if args.show {
            for missing in &one.missing {
                screen.indented(11, &faint(&format!("missing: {missing}")))?;
            }
        }
    }
    let (ndcg, recall) = evaluate::mean(&all);
    screen.line(format_args!("nDCG@10 {ndcg:.3}  recall@20 {recall:.3}  ({} queries)", all.len()))?;
    Ok(Ended::Done)
}

fn row(one: Evaluated) -> EvaluatedRow {
    let Evaluated { query, ndcg_at_10, recall_at_20, missing } = one;
    EvaluatedRow { query, ndcg_at_10, recall_at_20, missing }
}
