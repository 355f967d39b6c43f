// @ts-check
"use strict";

/* The words of the page. An edition in any Chinese gets the Chinese ones, every other edition the English ones. */
deckgen.words = (() => {
  const en = {
    cards: "Cards", study: "Study", overview: "Overview", views: "Views", editions: "Editions",
    skip: "Skip to the card", day: "Day", night: "Night", toDay: "Light page", toNight: "Dark page",
    help: "Keyboard shortcuts",
    search: "Search", searchHint: "Search the cards", filters: "Filters", reset: "Reset",
    list: "Cards",
    nCards: "cards", nEntries: "entries", nTopics: "topics", nSources: "sources",
    oneCard: "card", oneEntry: "entry", oneTopic: "topic", oneSource: "source",
    topic: "Topic", kind: "Kind", section: "Section", tag: "Tag", changed: "Changes",
    allTopic: "All topics", allKind: "All kinds", allSection: "All sections", allTag: "All tags",
    allChanged: "Changed or not",
    new: "New", corrected: "Corrected", sinceRelease: "since {0}", changedAny: "New or corrected",
    hits: "{0} of {1} cards", hitsAll: "{0} cards", hitsAllOne: "1 card", hitsOne: "1 of {0} cards", without: "Without “{0}”",
    nothing: "Nothing found", nothingHint: "No card has all of these words and filters.", resetAll: "Show all cards",
    front: "Front", back: "Back", width: "Width of the card", full: "Full width", fullShort: "Full",
    cardNight: "Card at night",
    previous: "Previous card", next: "Next card", nextShort: "Next", position: "Card {0} of {1}", toList: "All cards",
    copyLink: "Copy link", copied: "Copied", copyByHand: "Press Ctrl+C to copy",
    copyPlace: "Copy the place in the sources",
    studyThis: "Study from here", hideAnswers: "Hide answers", showAnswer: "Show answer", id: "Id", place: "Source",
    tags: "Tags",
    deck: "Deck", siblings: "Card", ofNote: "{0} of {1} from this note", frontOf: "Front of the card",
    backOf: "Back of the card",
    unknown: "There is no card {0} in this edition.",
    unknownHint: "It may have another name now, have been retired, or exist in another language only.",
    unreadable: "The file {0} could not be read.", retry: "Try again",
    shuffle: "Shuffle", leave: "Leave", progress: "{0} / {1}", done: "That was the last of {0} cards.",
    doneOne: "That was the only card.",
    again: "Start again", leaveStudy: "Back to the cards",
    version: "Version", license: "Licence", authors: "Authors", homepage: "Homepage", notes: "Notes",
    entries: "Entries",
    numbers: "What is inside", bundleTotal: "Together", byTopic: "By topic", byKind: "By kind", packages: "Packages",
    file: "File", bundle: "Everything in one file",
    syllabus: "Syllabus", answered: "{0} of {1} questions answered", unanswered: "Not answered yet",
    sources: "Sources", cited: "Cited", share: "Share",
    live: "Live", liveLost: "Connection lost, trying again", liveHint: "This page follows your files",
    problemHint: "Hint", elsewhere: "{0} problems elsewhere",
    elsewhereOne: "1 problem elsewhere",
    problemMany: "{0} problems", problemOne: "1 problem", showAll: "Show all {0}",
    unreleased: "unreleased", unreleasedChanges: "unreleased changes",
    problems: "Problems", broken: "Problem", error: "Error", warning: "Warning", advice: "Advice",
    brokenNew: "Not compiled yet",
    close: "Close", keysCards: "Cards", keysStudy: "Study", keysAll: "Everywhere",
    keyList: "Previous or next card", keySearch: "Search", keyFlip: "Hide or show the answer", keyWidth: "Next width",
    keyStudy: "Study from here",
    keyNight: "Day or night", keyCardNight: "Day or night of the card only", keyHelp: "This help",
    keyShow: "Show the answer, then the next card", keyMove: "Next or previous card", keyShuffle: "Shuffle",
    keyLeave: "Leave",
    space: "Space", enter: "Enter", escape: "Esc",
    qa: "Question", cloze: "Cloze", compare: "Comparison", code: "Code", calc: "Calculation", diagram: "Diagram",
  };

  /** @type {typeof en} */
  const zh = {
    cards: "卡片", study: "学习", overview: "概览", views: "视图", editions: "语言",
    skip: "跳到卡片", day: "日间", night: "夜间", toDay: "浅色页面", toNight: "深色页面", help: "键盘快捷键",
    search: "搜索", searchHint: "搜索卡片内容", filters: "筛选", reset: "重置", list: "卡片列表",
    nCards: "张卡片", nEntries: "个条目", nTopics: "个主题", nSources: "篇文献",
    oneCard: "张卡片", oneEntry: "个条目", oneTopic: "个主题", oneSource: "篇文献",
    topic: "主题", kind: "题型", section: "章节", tag: "标签", changed: "变更",
    allTopic: "全部主题", allKind: "全部题型", allSection: "全部章节", allTag: "全部标签", allChanged: "不限变更",
    new: "新增", corrected: "修订", sinceRelease: "{0} 之后", changedAny: "新增或修订",
    hits: "{0} / {1} 张卡片", hitsAll: "共 {0} 张卡片", hitsAllOne: "共 1 张卡片", hitsOne: "1 / {0} 张卡片", without: "去掉“{0}”",
    nothing: "没有找到", nothingHint: "没有卡片同时符合这些词语和筛选条件。", resetAll: "显示全部卡片",
    front: "正面", back: "背面", width: "卡片宽度", full: "整页宽度", fullShort: "整页", cardNight: "卡片夜间模式",
    previous: "上一张", next: "下一张", nextShort: "下一张", position: "第 {0} 张，共 {1} 张", toList: "全部卡片",
    copyLink: "复制链接", copied: "已复制", copyByHand: "请按 Ctrl+C 复制", copyPlace: "复制源文件位置",
    studyThis: "从这张开始学习", hideAnswers: "隐藏答案", showAnswer: "显示答案", id: "编号", place: "源文件", tags: "标签",
    deck: "牌组", siblings: "卡片", ofNote: "这条笔记的第 {0} 张，共 {1} 张", frontOf: "卡片正面", backOf: "卡片背面",
    unknown: "这个语言版本里没有卡片 {0}。",
    unknownHint: "它可能已改名、已停用，或者只有其他语言的版本。",
    unreadable: "无法读取文件 {0}。", retry: "重试",
    shuffle: "乱序", leave: "退出", progress: "{0} / {1}", done: "{0} 张卡片已全部看完。", doneOne: "只有这一张，已经看完。",
    again: "再来一遍", leaveStudy: "返回卡片",
    version: "版本", license: "许可协议", authors: "作者", homepage: "主页", notes: "笔记", entries: "条目",
    numbers: "内容一览", bundleTotal: "合计", byTopic: "按主题", byKind: "按题型", packages: "牌组文件", file: "文件",
    bundle: "全部内容合为一个文件",
    syllabus: "大纲", answered: "{1} 个问题中已回答 {0} 个", unanswered: "尚未回答",
    sources: "参考文献", cited: "引用次数", share: "占比",
    live: "实时", liveLost: "连接中断，正在重连", liveHint: "源文件一改，页面就更新",
    problemHint: "提示", elsewhere: "其他地方还有 {0} 个问题", elsewhereOne: "其他地方还有 1 个问题",
    problemMany: "{0} 个问题", problemOne: "1 个问题", showAll: "显示全部 {0} 篇",
    unreleased: "尚未发布", unreleasedChanges: "未发布的修改",
    problems: "问题", broken: "有问题", error: "错误", warning: "警告", advice: "建议", brokenNew: "尚未编译",
    close: "关闭", keysCards: "卡片", keysStudy: "学习", keysAll: "通用",
    keyList: "上一张或下一张", keySearch: "搜索", keyFlip: "隐藏或显示答案", keyWidth: "切换宽度", keyStudy: "从这张开始学习",
    keyNight: "日间或夜间", keyCardNight: "只切换卡片的日间或夜间", keyHelp: "打开本帮助",
    keyShow: "显示答案，再按到下一张", keyMove: "下一张或上一张", keyShuffle: "乱序", keyLeave: "退出",
    space: "空格", enter: "回车", escape: "Esc",
    qa: "问答", cloze: "填空", compare: "对比", code: "代码", calc: "计算", diagram: "图示",
  };

  let now = en;
  let lang = "en";
  let numbers = new Intl.NumberFormat(lang);

  /** The word for `key`, with {0}, {1} replaced. @param {keyof typeof en} key @param {...(string | number)} values */
  function word(key, ...values) {
    return now[key].replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
  }

  /** Words of index.html: data-word is an element's text, data-word-label its label and tooltip. */
  function fillPage() {
    /** @type {NodeListOf<HTMLElement>} */
    const elements = document.querySelectorAll("[data-word], [data-word-label]");
    for (const element of elements) {
      const { dataset } = element;
      if (dataset.word) element.textContent = word(/** @type {keyof typeof en} */ (dataset.word));
      if (dataset.wordLabel) {
        const label = word(/** @type {keyof typeof en} */ (dataset.wordLabel));
        element.setAttribute("aria-label", label);
        if (element.matches("button, a")) element.setAttribute("title", label);
      }
    }
  }

  return {
    word,
    /** @param {string} edition a language of the project */
    use(edition) {
      now = /^zh\b/i.test(edition) ? zh : en;
      lang = now === zh ? edition : "en";
      numbers = new Intl.NumberFormat(lang);
      document.documentElement.lang = lang;
      fillPage();
    },
    /** A kind's name; a kind the page has no word for goes by its own. @param {string} kind */
    kind: (kind) => now[/** @type {keyof typeof en} */ (kind)] ?? kind,
    /** A text in the edition's language, or in any. @param {Words} versions @param {string} edition */
    pick: (versions, edition) => versions[edition] || Object.values(versions).find(Boolean) || "",
    /** @param {number} count */
    number: (count) => numbers.format(count),
    /** A language's name in itself. @param {string} tag */
    language(tag) {
      try {
        return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
      } catch {
        return tag;
      }
    },
  };
})();
