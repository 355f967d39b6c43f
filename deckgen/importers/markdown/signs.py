"""The signs by which people mark questions and answers in notes, Chinese and English: numbers, labels, words, titles.

All functions take one line of Markdown without its block markup (no `#`, no list marker).
"""

import re

_CHINESE_NUMBER = "[一二三四五六七八九十百零〇两]+"
_NUMBER = re.compile(
    rf"""
    (?:
      \d{{1,3}}(?:\.\d+)*(?:\.(?!\d)|[、．:：)）])\s*
    | \d{{1,3}}(?:\.\d+)*\s+(?![种个类步层大点年月日倍%]|-|vs\b)
    | \d{{1,3}}(?:\.\d+)+(?=[\u4e00-\u9fff])
    | [(（]\s*(?:\d{{1,3}}|{_CHINESE_NUMBER})\s*[)）]\s*[、.:：]?\s*
    | {_CHINESE_NUMBER}[、.．:：]\s*
    | 第\s*(?:\d{{1,3}}|{_CHINESE_NUMBER})\s*(?:[题问章节篇讲]|部分)\s*[:：.、]?\s*
    | [\u2460-\u2473]\s*
    )
    """,
    re.VERBOSE,
)
_QUESTION_LABEL = re.compile(
    rf"""
    (?:
      Q\s*\.?\s*(?:\d{{1,4}}\s*[:：.、)）]?|[:：])
    | (?:ques(?:tion)?|problem)\s*(?:\#?\d{{1,4}}\s*[:：.、)）]?|[:：])
    | (?:提?问|问题|题目|面试题|考题)\s*(?:(?:\d{{1,4}}|{_CHINESE_NUMBER})\s*[:：.、)）]?|[:：])
    | 第\s*(?:\d{{1,4}}|{_CHINESE_NUMBER})\s*[题问]\s*[:：.、]?
    )\s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ANSWER_LABEL = re.compile(
    r"""
    (?:\*\*|__|\*|_)?
    (?:A|Ans|(?:sample\s|reference\s)?answers?|solution|reply|答|(?:参考|示例|标准|简要)?(?:答案|回答|解答)|答案解析|解析)
    \s*\d{0,4}\s*(?:\*\*|__|\*|_)?\s*[:：]\s*(?:\*\*|__|\*(?=\s|$)|_(?=\s|$))?[ \t]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ANSWER_TITLE = re.compile(
    r"(?:(?:sample |reference )?answers?|solution|(?:参考|示例|标准)?(?:答案|回答|解答)|答案解析|解析|答)\s*\d*\s*[:：]?",
    re.IGNORECASE,
)
_ANSWER_SUMMARY = re.compile(
    r"(?=.{1,40}$).*(?:答案|解析|解答|回答|\banswers?\b|\bsolutions?\b|\bexplanation\b).*"
    r"|(?:展开|收起|点击|查看|折叠|详情|显示).{0,12}"
    r"|(?:show|click|expand|view|reveal|see|spoiler|details?|more)\b.{0,24}",
    re.IGNORECASE,
)
_EXTRA_LABEL = re.compile(
    r"(?:\[!\w+\]\s*)?(?:\*\*|__)?(?:解释|补充(?:说明)?|拓展|扩展|延伸|备注|注释?|Explanation|Notes?|Remark|Extra)"
    r"(?:\*\*|__)?\s*[:：]\s*(?:\*\*|__)?\s*",
    re.IGNORECASE,
)
_BEGINS_ENGLISH = re.compile(
    r"(?:what|why|how|when|where|which|who|whose|in what|in which|at what|for what|true or false|explain|describe|define|compare|"
    r"contrast|discuss|give|tell|name|list|write|implement|derive|prove|show|state|mention|outline|summari[sz]e|differentiate|"
    r"distinguish|calculate|compute|design|differences?)(?:['’]s|['’]re)?\s+\S+.*\s+\S+|what(?:['’]s| is| are)\s+\S+",
    re.IGNORECASE,
)
_HOLDS_CHINESE = re.compile(
    r"什么|甚么|为何|如何|怎么|怎样|哪些|哪个|哪种|哪几|是否|能否|可否|有没有|是不是|会不会|区别|异同|优缺点|多少|几种|咋|啥"
    r"|[吗呢么]$|^(?:请|简述|简单|介绍|说一?下|说说|谈谈|谈一谈|讲讲|讲一?下|聊聊|解释|描述|列举|证明|推导|写出|写一?下|手写|手撕|举例|试述|概述一下)"
    r"|(?:介绍|解释|说明|描述|写|说|讲|对比|比较)一下|^(?:对比|比较)(?!学习).*(?:和|与|vs|、)",
)
_DECORATION = re.compile(r"[^\w?？!！.。)）\]】」』\"'”’`$*%+#-]+$")
_NOISE_TITLE = re.compile(
    r"(?:the\s+)?(?:目录|目錄|contents?|table\s+of\s+contents?|toc|index|索引|导航|references?|参考(?:资料|文献|链接|文章|书目)?|延伸阅读"
    r"|further\s+reading|(?:useful\s+|additional\s+|related\s+)?(?:resources?|links?)|相关(?:链接|资料|推荐)|licen[cs]e|许可证?|版权.*|contribut.*|how\s+to\s+contribute.*|贡献.*|如何贡献.*"
    r"|致谢|acknowledge?ments?|thanks|credits?|changelog|更新(?:日志|记录|历史)|关于(?:我|作者|本.*)|about(?:\s+(?:me|us|the\s+authors?|this.*))?"
    r"|sponsors?|赞助.*|star\s+history|联系.*|contact.*|support.*|donat.*|公众号.*|交流群.*|todo|待办)",
    re.IGNORECASE,
)
_LEAD_TITLE = re.compile(
    r"introduction|intro|preface|foreword|overview|summary|简介|介绍|前言|引言|序言?|说明|概述|写在前面|写在最前|项目介绍|使用(?:说明|方法|指南)|how\s+to\s+use.*|usage"
    r"|prerequisites?|getting\s+started|install(?:ation)?|安装|disclaimer|免责声明|notes?|legend|图例|结语|总结|后记|写在最后",
    re.IGNORECASE,
)
_TOC_MARK = re.compile(r"\\?\[\[?_?toc_?\\?\]?\]|\{:\s*toc\s*\}|@\[toc\].*|<!--\s*/?toc.*|\$toc\$", re.IGNORECASE)
_CARD_TAG = re.compile(
    r"\s*#(?:flashcards?|cards?|闪卡|卡片)(?:-(?:reverse|spaced|inline)|/[\w/-]+)?(?=\s|$)", re.IGNORECASE
)
_REVERSE_TAG = re.compile(r"#(?:flashcards?|cards?)[-/]reverse(?=\s|$)", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__)(.+)\1")


def without_number(line: str) -> str:
    """The line without its numbers and labels at the start (`3.2 `, `（一）`, `Q12: `, `第3题`), and without bold around it."""
    text = unwrapped(line.strip())
    for _ in range(4):
        match = _QUESTION_LABEL.match(text) or _NUMBER.match(text)
        if not match or not match.end():
            break
        text = unwrapped(text[match.end() :].strip().lstrip("-–— "))
    return text


def is_only_number(line: str) -> bool:
    """`Question 3`, `第 1 题`, `Q7`: a title that numbers a question but does not ask it."""
    text = unwrapped(line.strip())
    return bool(text) and not re.search(r"\w", without_number(text))


def has_question_label(line: str) -> bool:
    """`Q: `, `Q12. `, `问：`, `第3题`, or the tag `#card` of flashcard notes."""
    text = unwrapped(_NUMBER.sub("", line.strip(), count=1)) if not _QUESTION_LABEL.match(line) else line
    return bool(_QUESTION_LABEL.match(unwrapped(text))) or bool(_CARD_TAG.search(line))


def question_label(line: str) -> int:
    """How many characters of an unlabelled line's start are a label with a colon or number; 0 if there is none."""
    match = _QUESTION_LABEL.match(line)
    return match.end() if match else 0


def number_of(line: str) -> tuple[str, int] | None:
    """The style and value of the number a line starts with: `("、", 3)` for `3、` and for `三、` `("一、", 3)`."""
    match = _NUMBER.match(line)
    digits = re.search(rf"\d+|{_CHINESE_NUMBER}", match.group()) if match else None
    if not match or not digits:
        return None
    value = int(digits.group()) if digits.group().isdigit() else _chinese_value(digits.group())
    style = re.sub(r"\s", "", match.group().replace(digits.group(), "1" if digits.group().isdigit() else "一", 1))
    return style, value


def _chinese_value(digits: str) -> int:
    ones = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
    tens, ten, rest = digits.rpartition("十")
    if not ten:
        return ones.get(digits, 0)
    return 10 * ones.get(tens, 1) + ones.get(rest, 0)


def looks_like_question(line: str) -> bool:
    """It ends with a question mark, has a label, or has the words of a question; links and decoration at the end are ignored."""
    if has_question_label(line) and not is_only_number(line):
        return True
    text = without_number(without_card_tag(line))
    text = re.sub(r"\s*\[?\[[^\]]*\]\([^)]*\)\]?\s*$", "", text) or text
    text = _DECORATION.sub("", re.sub(r"[\s*_]+$|\s*[(（][^()（）]*[)）]\s*$", "", text)).rstrip("*_ ")
    if text.endswith(("?", "？")) or "？" in text:
        return True
    return bool(_BEGINS_ENGLISH.match(text) or _HOLDS_CHINESE.search(text)) and not text.endswith(("。", ":", "："))


def answer_label(text: str) -> int:
    """How many characters of a text's start say "here comes the answer"; 0 if none do. Options A, B, C are no answers."""
    match = _ANSWER_LABEL.match(text)
    if not match or (text[:1].upper() == "A" and re.search(r"(?m)^\s*B\s*[:：.、]", text)):
        return 0
    return match.end()


def extra_label(text: str) -> int:
    """How many characters of a text's start say that a remark follows, not the answer itself; 0 if none do."""
    match = _EXTRA_LABEL.match(text)
    return match.end() if match else 0


def is_answer_title(title: str) -> bool:
    return bool(_ANSWER_TITLE.fullmatch(unwrapped(title.strip())))


def is_answer_summary(summary: str) -> bool:
    """`Show answer`, `点击查看答案`, `展开`: what one clicks to see the answer."""
    return not summary.rstrip().endswith(("?", "？")) and bool(_ANSWER_SUMMARY.fullmatch(unwrapped(summary.strip())))


def is_noise_title(title: str) -> bool:
    """A heading under which no questions are expected: contents, references, licence."""
    return bool(_NOISE_TITLE.fullmatch(_bare(title)))


def is_lead_title(title: str) -> bool:
    """A heading whose own text is an introduction."""
    return bool(_LEAD_TITLE.fullmatch(_bare(title)))


def is_toc_mark(text: str) -> bool:
    return bool(_TOC_MARK.fullmatch(text.strip()))


def without_card_tag(line: str) -> str:
    """The line without `#card`, `#flashcards/deck`."""
    return _CARD_TAG.sub("", line)


def has_reverse_tag(text: str) -> bool:
    """`#card-reverse`: the answer is asked for its question as well."""
    return bool(_REVERSE_TAG.search(text))


def has_card_tag(text: str) -> bool:
    return bool(_CARD_TAG.search(text))


def _bare(title: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", without_number(title))


def unwrapped(text: str) -> str:
    """The text without bold around all of it."""
    match = _EMPHASIS.fullmatch(text)
    return match[2].strip() if match and match[1] not in match[2] else text
