//! The words of the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::sync::LazyLock;

/// Search and extract Norwegian steering documents: letters of allocation (tildelingsbrev) and
/// minutes (referater).
#[derive(Debug, Parser)]
#[command(name = "arkiv", version, long_version = VERSION.as_str(), max_term_width = 100, after_help = EXIT)]
pub(super) struct Cli {
    /// The folder of the index
    #[arg(long, global = true, value_name = "DIR", default_value = "index")]
    pub index: PathBuf,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What `--version` prints after the name: the words are others' work.
static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}\n\nWords: {}", env!("CARGO_PKG_VERSION"), crate::lexicon::ATTRIBUTION));

const EXIT: &str =
    "Exit status: 0 done, 1 nothing found, 2 failed, 130 stopped by Ctrl-C (what was done is kept).";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read documents into the index: adds, updates and removes
    Index(IndexArgs),
    /// Search the passages of all documents
    Search(SearchArgs),
    /// List the documents
    Documents(ListArgs),
    /// List the points on the agenda of meetings
    Agenda(ListArgs),
    /// List conclusions and decisions
    Conclusions(ListArgs),
    /// List assignments with deadline and addressee
    Oppdrag(ListArgs),
    /// List goals (mål)
    Goals(ListArgs),
    /// List performance indicators (styringsparametere)
    Indicators(ListArgs),
    /// List key information (nøkkelinformasjon)
    KeyInformation(ListArgs),
    /// List what agencies must report (rapporteringskrav)
    Reporting(ListArgs),
    /// List budget lines: chapter, item, amount
    Budget(ListArgs),
    /// List references to propositions, laws, letters and circulars
    References(ListArgs),
    /// List abbreviations with what the documents say they mean
    Abbreviations(ListArgs),
    /// Show one document, readable
    Show(ShowArgs),
    /// Print what is read in a file, page by page, before it is cleaned
    Read(ReadArgs),
    /// Tell what every line of a document was taken for, and why
    Explain(ExplainArgs),
    /// Print everything that was extracted
    Export(ExportArgs),
    /// Print the JSON Schema of the outputs
    Schema(SchemaArgs),
    /// List the extraction rules with their patterns and examples
    Rules(RulesArgs),
    /// Compare the extraction with records made by hand (NAME.expected.json)
    Measure(MeasureArgs),
    /// Measure the search with judged queries
    Evaluate(EvaluateArgs),
    /// Show under which terms a text is found
    Analyze(AnalyzeArgs),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
    /// Read files for another process of this program
    #[command(hide = true)]
    Worker {
        /// The most memory it may use, in bytes
        #[arg(long)]
        memory: u64,
    },
}

#[derive(Debug, Args)]
pub(super) struct IndexArgs {
    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = "corpus")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How files are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading files")]
pub(super) struct ReadingArgs {
    /// Which engine reads PDF; `both`: the second reads what the first cannot
    #[arg(long, value_enum, default_value_t = EngineArg::Both, value_name = "ENGINE")]
    pub pdf_engine: EngineArg,
    /// Do not recognise text in scans, even where tesseract is installed
    #[arg(long)]
    pub no_ocr: bool,
    /// Memory for reading one file, in MB
    #[arg(long, value_name = "MB", default_value_t = 1536, value_parser = clap::value_parser!(u64).range(64..))]
    pub memory_limit: u64,
    /// Processor time for reading one file, or recognising one page, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    pub cpu_limit: u64,
    /// Time for reading one file, or recognising one page, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 180, value_parser = clap::value_parser!(u64).range(1..))]
    pub time_limit: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum EngineArg {
    /// hayro, then pdf-extract for what it cannot read
    Both,
    /// hayro only
    Hayro,
    /// pdf-extract only
    PdfExtract,
}

/// Which documents.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct FilterArgs {
    /// A year, or years as 2013..2018
    #[arg(long, value_name = "YEARS")]
    pub year: Option<String>,
    /// Type of meeting, such as særmøte
    #[arg(long = "type", value_name = "TYPE")]
    pub meeting_type: Vec<String>,
    /// Ministry, by name, abbreviation or former name
    #[arg(long, value_name = "NAME")]
    pub ministry: Vec<String>,
    /// Agency, by name, abbreviation or former name
    #[arg(long, value_name = "NAME")]
    pub agency: Vec<String>,
    /// Kind of document, such as referat or tildelingsbrev
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// Where the words come from: `digital`, or `ocr` for documents with pages recognised from images
    #[arg(long, value_name = "ORIGIN")]
    pub text: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// Words; '"an exact phrase"' in quotes of its own; modernis* for words that begin so; OR, AND, -word (after
    /// --) and parentheses; filters as year:2013..2018, part:oppdrag, has:deadline, frist:2018-06..2018-12
    #[arg(value_name = "QUERY", required = true, num_args = 1..)]
    pub query: Vec<String>,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Part of the documents, such as oppdrag or conclusion
    #[arg(long, value_name = "PART")]
    pub part: Vec<String>,
    /// What comes first
    #[arg(long, value_enum, default_value_t = SortArg::Relevance, value_name = "ORDER")]
    pub sort: SortArg,
    /// Only the best passage of each document
    #[arg(long)]
    pub group: bool,
    /// List near-duplicates in other documents as hits of their own
    #[arg(long)]
    pub unfold: bool,
    /// Show hits and documents by year before the hits, also years with none
    #[arg(long)]
    pub timeline: bool,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SortArg {
    /// What matches best
    Relevance,
    /// The newest documents
    Newest,
    /// The oldest documents
    Oldest,
}

#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// Format of the output
    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    pub format: FormatArg,
    /// How many at most
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// Id or path of the document, or the beginning of its id
    #[arg(value_name = "ID")]
    pub id: String,
    /// Only this page
    #[arg(long, value_name = "N")]
    pub page: Option<u32>,
    /// Where every line stands on its page, as JSON: points from the upper left corner
    #[arg(long)]
    pub boxes: bool,
}

#[derive(Debug, Args)]
pub(super) struct ReadArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only this page, counted from 1
    #[arg(long, value_name = "N")]
    pub page: Option<usize>,
    /// As JSON, one page a line: the lines with their places and what the file says of them
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only this line of the cleaned text, in full: every sign with its points, every rule with what it finds
    #[arg(long, value_name = "N")]
    pub line: Option<usize>,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = ExplainFormatArg::Text)]
    pub format: ExplainFormatArg,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExplainFormatArg {
    /// For people
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = FormatArg::Ndjson)]
    pub format: FormatArg,
    /// How many documents at most
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// With the cleaned text, into which every span points
    #[arg(long)]
    pub with_text: bool,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Only the output of this command
    #[arg(value_name = "COMMAND")]
    pub output: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// Only rules whose code begins like this, such as OPP
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct MeasureArgs {
    /// Files and folders with documents and their expected records
    #[arg(value_name = "PATH", default_value = "corpus")]
    pub paths: Vec<PathBuf>,
    /// List every difference
    #[arg(long)]
    pub show: bool,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(super) struct EvaluateArgs {
    /// Judged queries, one a line: {"query": …, "relevant": [{"file": …, "quote": …, "grade": 1 or 2}]}
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// List the judged passages that are not found
    #[arg(long)]
    pub show: bool,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    pub format: FormatArg,
}

#[derive(Debug, Args)]
pub(super) struct AnalyzeArgs {
    /// The text
    #[arg(value_name = "TEXT", num_args = 1.., required_unless_present = "compounds")]
    pub text: Vec<String>,
    /// Measure the splitting of compounds with a list of words: `saks|behandling`, a tab, `C`
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    pub compounds: Option<PathBuf>,
    /// With --compounds: list every difference
    #[arg(long, requires = "compounds")]
    pub show: bool,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    pub format: FormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatArg {
    /// For people
    Text,
    /// One JSON array (search: one object)
    Json,
    /// One JSON object a line
    Ndjson,
    /// Comma-separated values, UTF-8
    Csv,
}
