//! The interface's own words, in Chinese and English. Called by every view; what a bundle says comes from the report.

pub mod plural;
mod sentences;

use data::Lang;

/// The words of one language.
pub struct Words {
    lang: Lang,
    /// Leads past the header.
    pub skip: &'static str,
    /// The language's own name.
    pub language: &'static str,
    /// The theme switch.
    pub theme: &'static str,
    /// The bundle's views.
    pub views: &'static str,
    /// The filter bar.
    pub filter: &'static str,
    /// The chips.
    pub conditions: &'static str,
    /// No filter.
    pub unfiltered: &'static str,
    /// Before a chip's condition, for screen readers.
    pub remove: &'static str,
    /// Removes the whole filter.
    pub clear: &'static str,
    /// The counts in the filter bar.
    pub counts: &'static str,
    /// Copies the address.
    pub copy_link: &'static str,
    /// After copying.
    pub copied: &'static str,
    /// Before the kind of a file of the table shown.
    pub export: &'static str,
    /// The table as CSV.
    pub export_csv: &'static str,
    /// Further files.
    pub export_more: &'static str,
    /// Every column.
    pub all_columns: &'static str,
    /// CSV as the bundle's files have it.
    pub raw_values: &'static str,
    /// CSV without byte order mark.
    pub without_bom: &'static str,
    /// The `.meta.json`.
    pub sidecar: &'static str,
    /// Filters by a range of dates.
    pub apply: &'static str,
    /// Before the first date of a range.
    pub from: &'static str,
    /// Before the last date of a range.
    pub until: &'static str,
    /// Any date.
    pub any: &'static str,
    /// The head of numbers in per cent of the first.
    pub index: &'static str,
    /// The button of the chooser where there are no scripts.
    pub show: &'static str,
    /// What the strip of dates has beside the dates.
    pub dates_more: &'static str,
    /// What numbers are compared with.
    pub compare_with: &'static str,
    /// How a range is chosen with pointer and keys.
    pub drag: &'static str,
    /// The head of a change.
    pub change: &'static str,
    /// After saving a picture.
    pub saved: &'static str,
    /// When the browser cannot save or copy.
    pub not_saved: &'static str,
    /// Copies the table under a chart.
    pub copy_table: &'static str,
    /// Prints the page.
    pub print: &'static str,
    /// Copies a chart with its words.
    pub for_word: &'static str,
    /// Puts a chart into another page.
    pub embed: &'static str,
    /// Before the day on a printed page.
    pub printed_on: &'static str,
    /// Between the name of a small chart and that of a mark in it.
    pub of_multiple: &'static str,
    /// The heads of what a box plot shows beside the median.
    pub quartiles: [&'static str; 5],
    /// The heads of what a ranking's chart shows beside the place.
    pub places: [&'static str; 4],
    /// The facets.
    pub facets: &'static str,
    /// The title of the chooser beside the chart that a reader makes.
    pub chooser: &'static str,
    /// Folds a facet.
    pub fewer: &'static str,
    /// No value of a facet has the words sought.
    pub no_values: &'static str,
    /// Searches the values of a facet.
    pub find: &'static str,
    /// Why values of a facet have no link.
    pub full: &'static str,
    /// The tiles.
    pub headlines: &'static str,
    /// The panels.
    pub charts: &'static str,
    /// How keys go through a chart.
    pub chart_keys: &'static str,
    /// A chart's legend.
    pub legend: &'static str,
    /// Before a panel's sources.
    pub source: &'static str,
    /// Between a file's kind and the panel's title, for screen readers.
    pub of: &'static str,
    /// The table under a chart.
    pub table: &'static str,
    /// Head of the shares.
    pub share: &'static str,
    /// Head of the ranks.
    pub rank_head: &'static str,
    /// Head of the bases.
    pub basis: &'static str,
    /// Where 'others' are listed.
    pub in_table_below: &'static str,
    /// Removes the last condition.
    pub remove_last: &'static str,
    /// The table section.
    pub data_table: &'static str,
    /// The tabs.
    pub tables: &'static str,
    /// The search.
    pub search: &'static str,
    /// What can be searched for.
    pub search_hint: &'static str,
    /// The column chooser.
    pub columns: &'static str,
    /// The bundle's choice of columns.
    pub default_columns: &'static str,
    /// The pager.
    pub pages: &'static str,
    /// The page before.
    pub previous: &'static str,
    /// The page after.
    pub next: &'static str,
    /// Before the page sizes.
    pub rows_a_page: &'static str,
    /// An empty table.
    pub no_rows: &'static str,
    /// True.
    pub yes: &'static str,
    /// False.
    pub no: &'static str,
    /// Counts every award.
    pub by_award: &'static str,
    /// Beside a sum of awards.
    pub may_overlap: &'static str,
    /// Counts who holds them.
    pub by_holder: &'static str,
    /// Beside a published figure that illustrative rows were made to fit.
    pub made_to_fit: &'static str,
    /// Before the bundle's sources.
    pub sources: &'static str,
    /// The page about keys and marks, and the links to it.
    pub keyboard: &'static str,
    /// The list of what measures and columns mean.
    pub definitions: &'static str,
    /// The list of what marks beside numbers mean.
    pub marks: &'static str,
    /// Before the licences.
    pub licence: &'static str,
    /// Before the version.
    pub version: &'static str,
    /// The report as JSON.
    pub whole_report: &'static str,
    /// Between words in a list.
    pub comma: &'static str,
    /// Between conditions.
    pub semicolon: &'static str,
    /// The home page's title.
    pub datasets: &'static str,
    /// Under it.
    pub datasets_lede: &'static str,
    /// No bundle is served.
    pub no_datasets: &'static str,
    /// Faulty bundles.
    pub not_served: &'static str,
    /// Why.
    pub not_served_why: &'static str,
    /// Status 404.
    pub not_found: &'static str,
    /// What may be wrong.
    pub not_found_why: &'static str,
    /// Status 500.
    pub failed: &'static str,
    /// After why an address cannot be shown.
    pub as_before: &'static str,
    /// Asks for it once more.
    pub again: &'static str,
    /// Leads home.
    pub to_home: &'static str,
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

static ZH: Words = Words {
    lang: Lang::Zh,
    skip: "跳到正文",
    language: "中文",
    theme: "切换深浅色",
    views: "视图",
    filter: "筛选条件",
    conditions: "已选条件",
    unfiltered: "全部数据",
    remove: "移除条件：",
    clear: "清除",
    counts: "符合条件的记录数",
    copy_link: "复制链接",
    copied: "已复制",
    export: "导出 ",
    export_csv: "导出 CSV",
    export_more: "更多导出方式",
    all_columns: "全部列",
    raw_values: "列名与原值",
    without_bom: "不带 BOM（供程序读取）",
    sidecar: "说明文件（.meta.json）",
    apply: "应用",
    from: "自",
    until: "至",
    any: "不限",
    index: "指数",
    show: "显示",
    dates_more: "范围与比较",
    compare_with: "与之比较",
    drag: "拖动选范围，拖两端伸缩；Shift 加左右键移动，加上下键伸缩",
    change: "变动",
    saved: "已保存",
    not_saved: "浏览器不允许",
    copy_table: "复制表格",
    print: "打印",
    for_word: "复制到 Word",
    embed: "嵌入",
    printed_on: "打印日期",
    of_multiple: "·",
    quartiles: ["须下端", "下四分位", "上四分位", "须上端", "须外个数"],
    places: ["最好", "九成自", "九成至", "最差"],
    facets: "筛选",
    chooser: "选图",
    fewer: "收起",
    no_values: "没有含这些字的值。",
    find: "查找",
    full: "条件已多，网址放不下更多的值：请先去掉一些。",
    headlines: "主要指标",
    charts: "图表",
    chart_keys: "方向键：下进，上出，左右移；回车只选，Ctrl 加回车加选。",
    legend: "图例",
    source: "来源：",
    of: "：",
    table: "数据表",
    share: "占比",
    rank_head: "位次",
    basis: "依据",
    in_table_below: "明细见下方数据表",
    remove_last: "移除最后一个条件",
    data_table: "数据表",
    tables: "数据表",
    search: "搜索",
    search_hint: "搜索本表文字",
    columns: "选择列",
    default_columns: "默认列",
    pages: "翻页",
    previous: "上一页",
    next: "下一页",
    rows_a_page: "每页",
    no_rows: "没有符合条件的记录。",
    yes: "是",
    no: "否",
    may_overlap: "一个持有者可有多项，合计不是持有者数。",
    by_award: "按认定项",
    by_holder: "按持有者",
    made_to_fit: "示例数据按公布数构造，二者相符不构成核对。",
    sources: "数据来源",
    keyboard: "键盘操作与记号",
    definitions: "指标与列的含义",
    marks: "记号",
    licence: "许可",
    version: "版本",
    whole_report: "本页数据（JSON）",
    comma: "，",
    semicolon: "；",
    datasets: "数据集",
    datasets_lede: "产业集群统计。选择一个数据集。",
    no_datasets: "尚无可用的数据集。",
    not_served: "未发布的数据集",
    not_served_why: "下列数据集未通过检查，改正后重新启动即可发布。",
    not_found: "没有这个页面",
    not_found_why: "地址有误，或该数据集没有发布。",
    failed: "出错了",
    as_before: "页面仍是之前的内容。",
    again: "再试一次",
    to_home: "返回数据集列表",
};

static EN: Words = Words {
    lang: Lang::En,
    skip: "Skip to content",
    language: "English",
    theme: "Switch between light and dark",
    views: "Views",
    filter: "Filter",
    conditions: "Conditions",
    unfiltered: "All data",
    remove: "Remove condition: ",
    clear: "Clear",
    counts: "Matching rows",
    copy_link: "Copy link",
    copied: "Copied",
    export: "Export ",
    export_csv: "Export CSV",
    export_more: "More ways to export",
    all_columns: "All columns",
    raw_values: "Column ids and raw values",
    without_bom: "Without BOM (for programs)",
    sidecar: "Description (.meta.json)",
    apply: "Apply",
    from: "From",
    until: "to",
    any: "any",
    index: "index",
    show: "Show",
    dates_more: "Range, compare",
    compare_with: "Compare with",
    drag: "Drag to choose a range, or one of its ends; Shift with left and right moves it, with up and down widens and narrows it",
    change: "Change",
    saved: "Saved",
    not_saved: "The browser refused",
    copy_table: "Copy table",
    print: "Print",
    for_word: "Copy for Word",
    embed: "Embed",
    printed_on: "Printed on",
    of_multiple: ": ",
    quartiles: ["Lower whisker", "Lower quartile", "Upper quartile", "Upper whisker", "Beyond"],
    places: ["Best", "Nine of ten from", "to", "Worst"],
    facets: "Filter by",
    chooser: "Make a chart",
    fewer: "Show fewer",
    no_values: "No value contains these words.",
    find: "Find",
    full: "The address has no room for further values: take some out first.",
    headlines: "Headline figures",
    charts: "Charts",
    chart_keys: "Arrow keys: down goes in, up out, left and right along. Enter chooses alone, Ctrl+Enter adds.",
    legend: "Legend",
    source: "Source: ",
    of: ": ",
    table: "Table",
    share: "Share",
    rank_head: "Rank",
    basis: "Basis",
    in_table_below: "listed in the table below",
    remove_last: "Remove the last condition",
    data_table: "Data table",
    tables: "Tables",
    search: "Search",
    search_hint: "Search this table",
    columns: "Columns",
    default_columns: "Default columns",
    pages: "Pages",
    previous: "Previous",
    next: "Next",
    rows_a_page: "Rows a page",
    no_rows: "No rows match the filter.",
    yes: "Yes",
    no: "No",
    may_overlap: "One holder may have several: the sum is not a number of holders.",
    by_award: "Awards",
    by_holder: "Holders",
    made_to_fit: "Illustrative rows were constructed to fit this figure: agreement is not a check.",
    sources: "Sources",
    keyboard: "Keyboard and marks",
    definitions: "What measures and columns mean",
    marks: "Marks",
    licence: "Licence",
    version: "Version",
    whole_report: "This page's data (JSON)",
    comma: ", ",
    semicolon: "; ",
    datasets: "Datasets",
    datasets_lede: "Statistics of industrial clusters. Choose a dataset.",
    no_datasets: "No dataset is served.",
    not_served: "Datasets not served",
    not_served_why: "These datasets failed the check. Correct them and restart the server.",
    not_found: "Page not found",
    not_found_why: "The address is wrong, or the dataset is not served.",
    failed: "Something went wrong",
    as_before: "The page still shows what it did before.",
    again: "Try again",
    to_home: "Back to the datasets",
};
