"""A small gazetteer: countries, China's provinces, and cities that news of China names."""

from __future__ import annotations

import re

from witnessmark.text import words

_COUNTRIES = words("""
Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus Belgium
Bolivia Bosnia Botswana Brazil Bulgaria Cambodia Cameroon Canada Chile China Colombia Croatia Cuba Cyprus Denmark
Ecuador Egypt Eritrea Estonia Ethiopia Finland France Georgia Germany Ghana Greece Guatemala Haiti Honduras Hungary
Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan
Laos Latvia Lebanon Liberia Libya Lithuania Luxembourg Malaysia Mali Malta Mexico Moldova Mongolia Morocco Mozambique
Myanmar Namibia Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Panama Paraguay Peru Philippines Poland
Portugal Qatar Romania Russia Rwanda Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland
Syria Taiwan Tajikistan Tanzania Thailand Tunisia Turkey Turkmenistan Uganda Ukraine Uruguay Uzbekistan Venezuela
Vietnam Yemen Zambia Zimbabwe
""")
_IN_TWO_WORDS = words("""
United_States United_Kingdom South_Korea North_Korea Saudi_Arabia South_Africa New_Zealand Sri_Lanka Costa_Rica
El_Salvador Czech_Republic Hong_Kong Inner_Mongolia United_Arab_Emirates Burkina_Faso Ivory_Coast
""")
_IN_CHINA = words("""
Anhui Fujian Gansu Guangdong Guangxi Guizhou Hainan Hebei Heilongjiang Henan Hubei Hunan Jiangsu Jiangxi Jilin Liaoning
Macau Ningxia Qinghai Shaanxi Shandong Shanxi Sichuan Tibet Xinjiang Yunnan Zhejiang Beijing Shanghai Tianjin Chongqing
Guangzhou Shenzhen Wuhan Chengdu Nanjing Hangzhou Changsha Changchun Shenyang Dalian Harbin Xi'an Zhengzhou Jinan
Qingdao Kunming Urumqi Lhasa Lanzhou Hefei Fuzhou Xiamen Nanchang Nanning Guiyang Haikou Taiyuan Shijiazhuang Kashgar
Hotan
""")
_HAN = words("""
中国 美国 英国 法国 德国 日本 韩国 印度 俄罗斯 加拿大 澳大利亚 台湾 香港 澳门 以色列 西班牙 意大利
北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南
四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 广州 深圳 武汉 成都 南京 杭州 长沙 长春 沈阳
大连 哈尔滨 西安 郑州 济南 青岛 昆明 乌鲁木齐 拉萨 兰州
""")
_ALIASES = {
    "U.S.": "United States",
    "US": "United States",
    "USA": "United States",
    "UK": "United Kingdom",
    "U.K.": "United Kingdom",
    "Britain": "United Kingdom",
    "PRC": "China",
    "Chinese": "China",
}
_LATIN = [*_COUNTRIES, *(name.replace("_", " ") for name in _IN_TWO_WORDS), *_IN_CHINA, *_ALIASES]
_PLACE = re.compile(
    rf"\b(?=[A-Z])(?:{'|'.join(map(re.escape, sorted(_LATIN, key=len, reverse=True)))})(?!\w)|{'|'.join(_HAN)}"
)


def places_in(text: str) -> list[tuple[int, str]]:
    """The places that a text names, each with its offset, in order."""
    return [(match.start(), _ALIASES.get(match[0], match[0])) for match in _PLACE.finditer(text)]
