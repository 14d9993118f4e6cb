//! The documents tell the truth.

use super::support::{arkiv, root};
use styringsarkiv::export::{DocumentRow, Listed, Table, table_of};
use styringsarkiv::model::{
    Abbreviation, AgendaItem, BudgetLine, Conclusion, Goal, Indicator, KeyInformation, Oppdrag, Reference,
    ReportingRequirement,
};

fn tables() -> Vec<Table> {
    vec![
        table_of::<DocumentRow>("documents"),
        table_of::<Listed<AgendaItem>>("agenda"),
        table_of::<Listed<Conclusion>>("conclusions"),
        table_of::<Listed<Oppdrag>>("oppdrag"),
        table_of::<Listed<Goal>>("goals"),
        table_of::<Listed<Indicator>>("indicators"),
        table_of::<Listed<KeyInformation>>("key-information"),
        table_of::<Listed<ReportingRequirement>>("reporting"),
        table_of::<Listed<BudgetLine>>("budget"),
        table_of::<Listed<Reference>>("references"),
        table_of::<Listed<Abbreviation>>("abbreviations"),
    ]
}

/// Set `UPDATE_DOCS=1` to write the pages instead of comparing them.
fn compare(path: &str, content: &str) {
    let file = root().join(path);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, content).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(there == content, "{path} is out of date: UPDATE_DOCS=1 cargo test docs");
}

#[test]
fn the_columns_of_every_csv_table_are_documented() {
    let mut page = String::from(
        "# The columns of the CSV tables\n\nEvery listing takes `--format csv`: UTF-8, a first line with the names below, one row a unit. `arkiv export\n--format csv` prints the table of `documents`. This page is made by a test from the code that writes the tables.\n",
    );
    for table in tables() {
        page.push_str(&format!("\n## `arkiv {}`\n\n| column | what stands in it |\n|---|---|\n", table.name));
        for column in table.columns {
            page.push_str(&format!("| `{}` | {} |\n", column.name, column.doc));
        }
    }
    compare("docs/csv.md", &page);
}

#[test]
fn the_measured_precision_and_recall_are_documented() {
    let page = std::fs::read_to_string(root().join("docs/measured.md")).unwrap();
    let mut out = page.clone();
    for folder in ["corpus", "tests/documents"] {
        let (begin, end) =
            (format!("<!-- arkiv measure {folder} -->\n"), format!("<!-- end of {folder} -->"));
        let from = out.find(&begin).unwrap_or_else(|| panic!("no place for {folder}")) + begin.len();
        let to = out.find(&end).unwrap();
        let table = arkiv(&["measure", root().join(folder).to_str().unwrap()]).out;
        out.replace_range(from..to, &format!("\n{table}\n"));
    }
    compare("docs/measured.md", &out);
}

#[test]
fn the_readme_names_every_command() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let help = arkiv(&["--help"]).out;
    let commands =
        help.lines().skip_while(|l| !l.starts_with("Commands:")).skip(1).take_while(|l| !l.is_empty());
    for command in commands {
        let name = command.split_whitespace().next().unwrap();
        assert!(
            name == "help" || readme.contains(&format!("arkiv {name}")),
            "README.md does not name `arkiv {name}`"
        );
    }
}

#[test]
fn the_architecture_page_names_every_module() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(page.contains(name.trim_end_matches(".rs")), "ARCHITECTURE.md does not name {name}");
    }
}
