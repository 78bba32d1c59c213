# ruff: noqa: E501
"""Ways of hiding a word, of showing one, and honest pages: small invented pages for the tests of what a reader sees.

Every hiding page shows ``WITHOUT`` and holds a "not" that nobody sees; every showing page shows ``WITH`` or a word that
stands nowhere in its text; on an honest page a reader sees what is read.
"""

from __future__ import annotations

WITHOUT = "“We will close the harbour,” Mara Voss said on Tuesday."
WITH = "“We will not close the harbour,” Mara Voss said on Tuesday."

STYLES = [
    "display:none", "DISPLAY : NONE", "display:none!important", "display: none ! important", "display:/**/none",
    "d\\69splay:none", "display:n\\6fne", "\\64 isplay:none", "color:red;/* x:y; */display:none", "visibility:hidden",
    "visibility:collapse", "opacity:0", "opacity:0%", "opacity:.01", "opacity:calc(1 - 1)", "font-size:0", "font-size:0px", "font-size:1px",
    "font-size:.1em", "font-size:1%", "font:0/0 a", "font:1px serif", "font-size:calc(1px + 0.5px)", "font-size:clamp(0px,0.1vw,1px)",
    "color:#fff", "color:white", "color:rgb(255,255,255)", "color:rgb(100% 100% 100%)", "color:hsl(0,0%,100%)",
    "color:#fffffe", "color:rgba(0,0,0,0)", "color:transparent", "color:#0000", "color:rgb(0 0 0 / 1%)",
    "-webkit-text-fill-color:transparent", "-webkit-text-fill-color:#fff", "background:#000;color:#000", "background-color:red;color:red",
    "color:black;background:linear-gradient(#000,#000)", "position:absolute;left:-9999px", "position:absolute;top:-5000px",
    "position:fixed;right:-300vw", "position:relative;left:-9999px", "position:absolute;inset:-9999px auto auto auto",
    "position:absolute;inset-inline-start:-9999px", "position:absolute;clip:rect(0,0,0,0)", "position:absolute;clip:rect(1px 1px 1px 1px)",
    "clip-path:inset(50%);display:inline-block", "clip-path:circle(0);display:inline-block", "clip-path:polygon(0 0,0 0,0 0);display:inline-block",
    "-webkit-clip-path:inset(100%);display:inline-block", "display:inline-block;width:0;overflow:hidden",
    "display:inline-block;height:0;overflow:hidden", "display:inline-block;max-height:0;overflow:clip",
    "display:inline-block;max-width:0;overflow:hidden;white-space:nowrap", "display:inline-block;width:1px;height:1px;overflow:hidden",
    "display:inline-block;inline-size:0;overflow:hidden", "display:inline-block;height:0%;max-height:0;overflow-y:hidden",
    "display:inline-block;width:0;contain:strict", "display:inline-block;width:0;height:0;overflow:auto", "display:inline-block;transform:scale(0)",
    "display:inline-block;transform:scaleX(0)", "display:inline-block;scale:0", "display:inline-block;transform:translateX(-200vw)",
    "display:inline-block;translate:-9999px", "display:inline-block;transform:rotateY(90deg)", "display:inline-block;transform:matrix(0,0,0,0,0,0)",
    "zoom:0.01", "text-indent:-9999px;display:inline-block;width:40px;overflow:hidden", "margin-left:-9999px",
    "display:inline-block;line-height:0;overflow:hidden;height:1px", "content-visibility:hidden;display:inline-block",
    "filter:opacity(0);display:inline-block", "filter:opacity(0%)", "filter:blur(20px)", "filter:brightness(1000)", "mask-image:linear-gradient(transparent,transparent)",
    "-webkit-mask:url(x.svg)", "mix-blend-mode:screen;background:#fff;color:#fff", "position:relative;z-index:-1", "text-decoration:line-through",
    "text-decoration-line:line-through", "text-decoration:underline line-through red", "-webkit-text-security:disc", "letter-spacing:-1em",
    "-webkit-text-stroke:9px white", "display:none;display:blok", "font-size:0px;font-size:16", "--x:none;display:var(--x)",
    "--a:0;opacity:var(--a)", "color:var(--none,#fff)", "animation:vanish 1s forwards",
    "color:oklch(100% 0 0)", "color:color-mix(in srgb,white,white)", "all:unset;display:none", "float:left;margin-left:-9999px",
    "offset-path:path('M -9000 0 L 0 0');display:inline-block", "padding-left:9999px;display:inline-block;width:0;overflow:hidden",
    "background:#fff;color:#fefefe", "border:0;" + "margin:0 0 0 0;" * 200 + "display:none",
]  # fmt: skip

SHEETS = [
    (".x{display:none}", 'class="x"'), (".a.x{visibility:hidden}", 'class="a x"'), ("#x{opacity:0}", 'id="x"'),
    ("i{display:none}", ""), ("[data-k]{display:none}", "data-k"), ('[data-k="1"]{font-size:0}', 'data-k="1"'),
    ("[class^=hid]{display:none}", 'class="hider"'), ("[class*='id-']{display:none}", 'class="x hid-y"'), ("p i{display:none}", ""),
    ("article > p > i{display:none}", ""), ("p i:nth-child(1){display:none}", ""), ("p i:first-child{display:none}", ""),
    ("p i:nth-of-type(odd){display:none}", ""), ("p i:last-child{display:none}", ""), (":is(b,i){display:none}", ""),
    (":where(i){color:#fff}", ""), ("p *:not(b){display:none}", ""), ("p :not(.keep){opacity:0}", ""),
    ("h1 ~ p i{display:none}", ""), ("h1 + p + p i{display:none}", ""), ("@media screen{i{display:none}}", ""),
    ("@media all{i{display:none}}", ""), ("@media not print{i{display:none}}", ""), ("@media screen and (min-width:1px){i{display:none}}", ""),
    ("@media (min-width:300px) and (max-width:9000px){i{display:none}}", ""), ("@supports (display:grid){i{display:none}}", ""),
    ("@layer base{i{display:none}}", ""), ("@container (min-width:1px){i{display:none}}", ""), ("article{p{i{display:none}}}", ""),
    ("p{color:#111;& i{display:none}}", ""), ("i{color:inherit}\n\\69{display:none}", ""), (".\\78{display:none}", 'class="x"'),
    ("@scope (article){i{display:none}}", ""), ("/* } */i{/* { */display:none}", ""), ("i{content:'}';display:none}", ""),
    ("i{display:none", ""), ("<!-- i{display:none} -->", ""), ("I{DISPLAY:NONE}", ""), ("b,i,u{display:none}", ""),
    ("i{display:inline}i.x{display:none}", 'class="x"'), ("i{display:none!important}", 'style="display:inline"'),
    (":root{--s:none}i{display:var(--s)}", ""), ("p:has(i) i{display:none}", ""), ("html{--c:#fff}i{color:var(--c)}", ""),
    ("p{background:#123456}i{color:#123456}", ""), ("body{background:#222;color:#eee}i{color:#222}", ""),
    ("@keyframes vanish{to{opacity:0}}i{animation:vanish 1s forwards}", ""), ("i{animation:blink 2s infinite}@keyframes blink{0%{opacity:0}}", ""),
    ("p{display:flex;flex-direction:row-reverse}", ""), ("i{order:9}p{display:flex}", ""), ("p{direction:rtl;unicode-bidi:bidi-override}", ""),
    ("i{grid-area:1/1}p{display:grid}", ""), ("i::first-letter{font-size:0}i{display:inline-block}", ""), ("p i{height:0;overflow:hidden;display:block}", ""),
    ("i{position:absolute;clip-path:inset(50%)}", ""), ("article :is(u, .q) { visibility : hidden }", 'class="v q"'),
    ("i:not(:hover){display:none}", ""), ("i:lang(en){display:none}", ""), ("@media (prefers-color-scheme:light){i{opacity:0}}", ""),
    ("@media (hover){i{font-size:1px}}", ""), ("p i{float:right}", ""), ("i{display:inline-block;max-height:0;overflow:hidden}", ""),
]  # fmt: skip

MARKUP = [
    "<i hidden>not</i> ", "<i hidden=until-found>not</i> ", "<template>not</template> ", "<noembed>not</noembed> ", "<noscript>not</noscript> ",
    "<i popover>not</i> ", "<dialog>not</dialog> ", "<del>not</del> ", "<s>not</s> ", "<strike>not</strike> ", "<font color=white>not</font> ",
    "<font color=#ffffff>not</font> ", "<ruby><rp>not</rp></ruby> ", "<script>not</script>", "<datalist><option>not</datalist>", "<!-- not -->",
    "<del style='text-decoration:none'>not</del> ", "<canvas>not</canvas> ", "<video>not</video> ", "<b style='visibility:hidden'><u>not</u></b> ",
    "<b style='opacity:0'><u style='opacity:1'>not</u></b> ", "<b style='display:none'><u style='display:inline'>not</u></b> ",
    "<b style='font-size:0'><u style='font-size:1em'>not</u></b> ", "<input type=hidden value=not> ",
]  # fmt: skip

# More of them, tried when the first held.
MORE_MARKUP = ["<i style='position:sticky;left:-9999px'>not</i> ", "<i style='rotate:90deg;display:inline-block'>not</i> ", "<i style='font-size:max(0px,1px)'>not</i> ", "<i style='opacity:1e-3'>not</i> ", "<i style='opacity:0;opacity:none'>not</i> ", "<i style='color:hsl(0 0% 100%/1)'>not</i> ", "<i style='color:hwb(0 100% 0%)'>not</i> ", "<i style='color:Canvas'>not</i> ", "<i style='color:field'>not</i> ", "<i style='display:inline-block;overflow:hidden;height:min(0px,1em)'>not</i> ", "<i style='display:inline-block;overflow:hidden;block-size:0'>not</i> ", "<i style='margin-inline-start:-9999px'>not</i> ", "<i style='margin:0 0 0 -9999px'>not</i> ", "<i style='text-indent:-200vw;display:inline-block;width:1em;overflow:hidden'>not</i> ", "<i style='visibility:hidden'><b style='visibility:inherit'>not</b></i> ", "<i style='-webkit-filter:opacity(0)'>not</i> ", "<i style='filter:contrast(0)'>not</i> ", "<i style='clip-path:url(#x)'>not</i> ", "<i style='perspective:0;transform:translateZ(-99999px) scale(.01)'>not</i> ", "<i style='transform:scale(1,0);display:inline-block'>not</i> ", "<i style='transform:scale3d(1,0,1);display:inline-block'>not</i> ", "<i style='transform:translate3d(-999vw,0,0);display:inline-block'>not</i> ", "<i style='transform:skewX(90deg);display:inline-block'>not</i> ", "<i style='display:table-column'>not</i> ", "<i style='display:table-column-group'>not</i> ", "<i style='text-emphasis:none;color:rgb(255 255 255)'>not</i> ", "<i style='max-width:0;display:block;float:left;overflow:hidden'>not</i> ", "<i style='position:absolute'>not</i> ", "<i style='word-spacing:-9em'>not so</i> ", "<i style='line-height:0;display:block;overflow:hidden'>not</i> ", "<i style='font:italic 0 serif'>not</i> ", "<i style='font-size:0.0001vw'>not</i> ", "<i style='background:currentcolor'>not</i> ", "<i style='background:black;mix-blend-mode:normal'>not</i> ", "<i style='content:url(x.png)'>not</i> ", "<i style='columns:1;column-width:0;height:0;overflow:hidden;display:block'>not</i> ", "<i style='animation-name:v;animation-duration:1s;animation-fill-mode:both'>not</i> ", "<i style='transition:none;opacity:0.0'>not</i> ", "<i style='border-right:9999px solid;display:inline-block;overflow:hidden;width:0'>not</i> ", "<i style='text-decoration:line-through 2px black'>not</i> ", "<i style='text-decoration:LINE-THROUGH'>not</i> ", '<i style="background:url(\'data:image/svg+xml,x\') ;color:#000">not</i> ', "<i style='display:grid;grid-template-rows:0;overflow:hidden;height:0'>not</i> ", "<i style='font-size:0!important;font-size:20px'>not</i> ", '<center hidden>not</center> ', "<i style='-webkit-mask-image:linear-gradient(#0000,#0000)'>not</i> ", "<i style='-moz-opacity:0;opacity:0'>not</i> ", "<i style='inset:0 auto auto -99999px;position:absolute'>not</i> ", "<font style='color:var(--q,white)'>not</font> ", "<i style='zoom:1%'>not</i> ", "<i style='will-change:opacity;opacity:calc(0)'>not</i> "]  # fmt: skip
MORE_SHEETS = ['i.x{display:none} @media print{i.x{display:inline}}', 'i:not(.y){display:none}', 'i:nth-last-child(1){display:none}', 'i:only-child{display:none}', 'i:only-of-type{display:none}', 'p>i:first-of-type{display:none}', '[CLASS=x]{display:none}', 'i[class="X" i]{display:none}', '*|i{display:none}', 'i:is(.x,.q):not(.z){display:none}', 'article :where(p) :is(i){display:none}', '@media(min-width:1px){@media(min-height:1px){i{display:none}}}', '@supports not (foo:bar){i{display:none}}', '@layer a,b;@layer b{i{display:none}}@layer a{i{display:inline}}', '@layer a{i{display:none!important}}i{display:inline!important}', '.x{--o:0}.x{opacity:var(--o,1)}', "@property --o{syntax:'<number>';inherits:true;initial-value:0}.x{opacity:var(--o)}", '@import url(x.css);i{display:none}', "@charset 'utf-8';i{display:none}", 'i{background:url(a;b{c}.png);display:none}', 'i{color:red;}} i{display:none}', 'a{b:c} } i{display:none}', '@font-face{font-family:x}i{display:none}', '@unknown{x{y:z}}i{display:none}', '@media print{}i{display:none}', 'i{;;;display:none}', 'i{color:{x};display:none}', 'i{display:none;color:"}', 'html body article p i.x{display:none}', 'i:focus,i{display:none}', 'i:any-link,i.x{display:none}', 'i::before,i{display:none}', 'i:nth-child(1 of .x){display:none}', 'i:dir(ltr){display:none}', 'p{&:not(.k){i{display:none}}}', '@media screen{p{.x{display:none}}}', 'p{@media screen{i{display:none}}}', 'body:has(h1) .x{opacity:0}', ':root .x{display:none}', 'html:root .x{display:none}', 'p .x{all:unset;opacity:0}', 'article{container-type:inline-size}@container(width>1px){.x{display:none}}', '@scope(p) to (b){i{display:none}}', '@starting-style{i{opacity:1}}i{opacity:0}', 'i{display:none}/*', '/*x*/i/**/{/**/display/**/:/**/none/**/}', 'i\\:x,i{display:none}']  # fmt: skip

# What a reader sees besides, or otherwise than, the text without it: (fragment in place of "not ", sheet).
SHOWING = [
    ("<i aria-hidden=true>not</i> ", ""), ("<button>not</button> ", ""), ("<svg><text y=15>not</text></svg> ", ""),
    ("<math><mtext>not</mtext></math> ", ""), ("<select><option>not</select> ", ""), ("<textarea>not</textarea> ", ""),
    ("<input value=not> ", ""), ("<input type=submit value=not> ", ""), ("<input placeholder=not> ", ""), ("<dialog open>not</dialog> ", ""),
    ("<b></b>", "p b::before{content:'not '}"), ("<b></b>", "p b:after{content:\"not \"}"), ("<b data-w='not '></b>", "b::before{content:attr(data-w)}"),
    ("<b></b>", "b{--w:'not '}b::before{content:var(--w)}"), ("<b></b>", "b::after{content:'\\6eot '}"), ("<iframe srcdoc='not'></iframe> ", ""),
    ("<i class=sr-only>not</i> ", ""), ("<i class=visually-hidden>not</i> ", ""), ("<i hidden style='display:inline'>not</i> ", ""),
    ("<i class=hide>not</i> ", ""), ("<style style='display:inline'>not </style>", ""), ("<dialog>not</dialog> ", "dialog{display:inline}"),
    ("<bdo dir=rtl>ton</bdo> ", ""), ("<i style='direction:rtl;unicode-bidi:bidi-override'>ton</i> ", ""), ("\u202eton\u202c ", ""),
    ("<ruby>will<rt>not</rt></ruby> ", ""), ("<meter>not</meter><b style='position:relative;left:3em'>now</b> ", ""),
    ("<i hidden>not</i> ", "[hidden]{display:inline!important}"), ("<i popover>not</i> ", "[popover]{display:inline}"),
    ("<s style='all:initial'>not</s> ", ""), ("<noembed style='display:inline'>not</noembed> ", ""), ("<button style='all:unset'>not</button> ", ""),
    ("<i style='display:none'>not</i> ", "i{display:inline!important}"), ("<div style='display:contents' aria-hidden=true>not</div> ", ""),
]  # fmt: skip

COVERS = [
    "<i style='position:absolute;margin-left:-2em;width:2em;height:1em;background:#fff'></i>", "<i style='margin-left:-3em;background:#fff;padding-left:3em'></i>",
    "<i style='position:relative;left:-3em;background:white;padding-left:3em'></i>", "<i style='display:inline-block;transform:translateX(-3em);background:#fff;width:3em'></i>",
    "<i style='box-shadow:-2em 0 0 1em #fff'></i>", "<img src=w.png style='position:absolute;margin-left:-3em'>", "<i style='outline:2em solid #fff'></i>",
]  # fmt: skip

HONEST = [
    "", "body{font:16px/1.5 Georgia,serif;color:#222;background:#fff}", "p{margin:0 0 1em;line-height:1.6}a{color:#0a58ca;text-decoration:none}",
    "article p:first-of-type::first-letter{float:left;font-size:3.4em;line-height:.8;padding-right:.1em;color:#a00}",
    "@media print{p,b{display:none}}", "@media (max-width:600px){body{font-size:15px}p{padding:0 12px}}",
    ":root{--bg:#fff;--fg:#111}@media (prefers-color-scheme:dark){:root{--bg:#111;--fg:#eee}}body{background:var(--bg);color:var(--fg)}",
    "@media (prefers-color-scheme:dark){body{background:#111;color:#ddd}a{color:#8cf}}", ".nav{display:none}.menu .item{opacity:0}.modal{position:fixed;top:0;left:0;background:#fff}",
    ".sr-only{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}", "*,*::before,*::after{box-sizing:border-box;margin:0}",
    "sub,sup{font-size:75%;line-height:0;position:relative;vertical-align:baseline}sup{top:-.5em}", "a:hover{opacity:.6}a:focus{outline:3px solid}a:active{color:#fff}",
    "blockquote::before{content:'“'}q::before{content:open-quote}", "a[href^=http]::after{content:' ↗'}li::before{content:'•'}", "p{hyphens:auto;text-align:justify;letter-spacing:-.01em}",
    "article{position:relative;max-width:700px;margin:0 auto;padding:20px}", "@font-face{font-family:X;src:url(x.woff2)}p{font-family:X}", "html{font-size:62.5%}body{font-size:1.8rem}p{font-size:1em}",
    "body{background:#1a1a1a;color:#eee}a{color:#9cf}", "@layer base,theme;@layer base{p{color:#222}}@layer theme{p{color:#333}}", "article{& p{color:#222;&:hover{color:#000}}}",
    "p{animation:fade .6s}@keyframes fade{from{opacity:0}to{opacity:1}}", ".no-js .lazy{display:none}.js p{opacity:0}", "strong,b{font-weight:700}em{font-style:italic}small{font-size:80%}",
    "p{display:block;visibility:visible;opacity:1;overflow:visible}", "p a{background:linear-gradient(#ffd 0,#ffd 100%);color:#111}", "p{font-size:clamp(1rem,0.9rem + 0.5vw,1.3rem)}",
    "@supports (display:grid){.grid{display:grid}}@media (min-width:40em){article{float:left;width:66%}}", "::selection{background:#000;color:#fff}::-webkit-scrollbar{display:none}",
    "p:empty{display:none}p::before{content:''}p::after{content:none}", "article p{-webkit-font-smoothing:antialiased;text-rendering:optimizeLegibility;-webkit-hyphens:auto}",
]  # fmt: skip

# Raised and lowered signs: (fragment, what is read); where nothing can be read, the place must be uncertain.
RAISED = [
    ("10<sup>6</sup>", "10⁶"), ("10<sup>−6</sup>", "10⁻⁶"), ("10<sup>12</sup>", "10¹²"), ("2<sup>n</sup>", "2ⁿ"), ("2<sup>k</sup>", "2^(k)"),
    ("10<sup><b>6</b></sup>", "10⁶"), ("10<sup> 6 </sup>", "10 ⁶ "), ("3<sup>rd</sup>", "3rd"), ("1<sup>er</sup>", "1er"),
    ("M<sup>me</sup>", "Mme"), ("CO<sub>2</sub>", "CO₂"), ("5<sub>2</sub>", "5₂"), ("5<sub>b</sub>", "5_(b)"), ("x<sup>2y</sup>", "x^(2y)"),
    ("10<sup>1<sup>2</sup></sup>", "10^(1²)"), ("10<sup>5.5</sup>", "10^(5.5)"),
]  # fmt: skip
RAISED_UNCERTAIN = [
    "10<sup><a href='#n'>6</a></sup>", "10<span style='vertical-align:super'>6</span>", "10<span style='vertical-align:6px'>6</span>",
    "10<span style='position:relative;top:-6px'>6</span>", "10<sup style='vertical-align:baseline'>6</sup>", "no<sup><a href='#n'>t</a></sup>",
    "10<span style='font-variant-position:super'>6</span>", "10<span style='font-feature-settings:\"sups\"'>6</span>", "10<ruby>6<rt>9</rt></ruby>",
]  # fmt: skip


def page(said: str, css: str = "", *, doctype: bool = True) -> str:
    """A page whose second paragraph is ``said``."""
    return (
        f"{'<!doctype html>' if doctype else ''}<html lang=en><head><title>Harbour | The Quay Courier</title><style>{css}</style></head>"
        "<body><article><h1>Harbour stays open</h1><p>The council of Port Ellery met on Tuesday and heard the harbour master on the"
        f" state of the <a href='https://quay.example/piers'>piers</a> and the <b>boats</b>.</p><p>{said}</p>"
        "<p>The members vote in a week, and the ferries sail until then as the timetable says, every hour.</p></article></body></html>"
    )


def hiding() -> list[tuple[str, str]]:
    """(name, page) of every way to hide the word."""
    pages = [(f"style {style[:60]}", page(WITH.replace("not", f'<i style="{style}">not</i>'))) for style in STYLES]
    pages += [
        (f"sheet {css[:70]}", page(WITH.replace("not", f"<i {attributes}>not</i>"), css)) for css, attributes in SHEETS
    ]
    pages += [(f"sheet {css[:70]}", page(WITH.replace("not", "<i class=x>not</i>"), css)) for css in MORE_SHEETS]
    return pages + [(f"markup {part[:60]}", page(WITH.replace("not ", part))) for part in MARKUP + MORE_MARKUP]
