"""Closed lists of words that stand in names, or beside them and never inside; all in simplified characters."""

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫封薄湛栗桑柴季苗聂焦巫瞿晏柏窦屈阮闵缪娄蒲匡佘虞邬段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤俞章施戚翁翟骆栾"
    "沃印阎凌戎祝左岑柯卓温尚耿鲍詹辛管甘景殷车项裴牛葛柳洪包谷齐樊费欧成庞倪游简连涂阚庄赖"
    "郁符晋郎宁冷冉佟卞甄靳鞠隋敖闻纪迟边仇楚燕米麦查巩毕官苟丛桂滕申岳盛兰屠蓝池芮苑佘蔺耿商燕臧栗芦戈帅原康舒邢邰储厉邝卜曲饶滕牟褚刁楼仲祁鄢付伍颜鲁梅童霍喻房艾穆宫宗姬荣寇荆冀胥谌奚粟冼乔易"
)

DOUBLE_SURNAMES = frozenset(
    """
    欧阳 司马 上官 诸葛 皇甫 慕容 令狐 夏侯 尉迟 公孙
    """.split()  # noqa: SIM905
)

# Characters that follow a name and are no part of it.
NOT_IN_GIVEN = frozenset(
    "昨不与并个为之也了于从令以们任会但使其兼写出则创到加卸去及发可各同向吗吧告呢和啊回在坦宣对将就已带或把担指"
    "接提携是曾有来汇沒没率现的直示离称等给而能补表被要认说让该谈跟辞还这透那都领"
)

# What begins with a surname and is nobody.
NO_NAME = frozenset(
    """
    万亿 万元 万物 万科 严格 严重 任一 任何 任务 任职 何况 何时 何种 元宇宙 凌晨 包括 包装 华为 单位 古典 史上 史无前
    向上 向下 向外 向来 向量 向量化 周期 周边 和平 安全 官方 尚未 常说 广大 应用 成为 成功 成员 成员国 成本 成立 成绩
    成都 支付宝 方案 方法 方面 时间 明确 景气 智能 武器 武汉 江湖 江苏 海外 温和 温度 游戏 白宫 白皮书 石墨 石油 祝贺
    周一 周二 周三 周四 周五 周六 周日
    章节 简单 管理层 荣耀 许多 谷歌 车主 车企 连接 连续 金山 金牌 金融 金额 钱包 雷达 项目 项目方 马上 马云云 高层
    高度 高校 高端 高管 高级 高通 龙头
    """.split()  # noqa: SIM905
)

# Characters that foreign names are written with.
TRANSLITERATION = frozenset(
    "阿埃艾爱安昂奥澳巴拜班邦保鲍贝本比彼毕宾波伯勃博布查昌茨达戴丹当道德登邓狄迪蒂丁东杜顿多厄恩尔法凡范方菲费"
    "芬丰冯弗福富盖甘冈高戈哥格葛根古瓜圭果哈海汉豪赫黑亨洪侯胡华怀惠霍基吉季加贾杰捷金京久居卡凯坎康考柯科可克"
    "大卫夫肯库夸奎昆拉腊莱赖兰朗劳勒雷蕾黎李里理利立丽莉连良列林琳铃龙隆卢鲁路露伦罗洛吕马玛迈麦曼芒毛茅梅美门蒙米密"
    "敏明缪摩莫默姆木穆拿娜纳南楠瑙内能尼年涅宁纽农努诺欧帕派潘庞培佩彭蓬皮平珀普奇齐契恰强乔切钦琼丘让热仁日荣"
    "茹儒瑞若撒萨塞赛三桑瑟森沙莎山珊尚绍舍申沈圣生施什石史士舒朔丝斯思司松苏索所塔泰坦汤唐陶特滕田提廷通透图土"
    "托陀瓦万旺威韦维魏温文翁沃乌武伍西希锡席夏香肖谢辛欣兴雄休修许逊雅亚延扬杨耶叶伊依易因英尤于宇约泽曾扎詹珍"
    "芝治朱竹兹子佐鮑萊蓮繆紐欽师韋錫萧紮翰逊弥妮娅琪霞薇黛嘉迦芙芭卓祖扎肯楠赛舍凌岑诗蓓蓬桃缇贡贾舒卢欣恺珂娃屋"
)

GIVEN_NAMES = frozenset(
    """
    Aaron Abhinav Adam Adrian Aidan Akshay Alan Albert Alec Alex Alexander Alexandr Alexandre Ali Alice Amanda Amit
    Amjad Amy Anastasia Andre Andrea Andrej Andrew Andy Angela Anna Anne Anthony Anton Aravind Arthur Arvind Ashish
    Ashley Barack Barret Ben Benjamin Bill Bob Boris Brad Brendan Bret Brett Brian Bruce Bryan Calvin Carl Carlos
    Caroline Catherine Charles Chelsea Chen Chris Christian Christina Christopher Claire Clem Clement Connor Craig Dan
    Daniel Daniela Daphne Dario Darren Dave David Dean Demis Dennis Derek Diane Diego Dmitry Don Donald Doug Douglas
    Dustin Dylan Ed Edward Elad Elena Elizabeth Elon Emad Emily Emma Eric Erik Ethan Eugene Evan Fei-Fei Felix
    Francois Frank François Fred Gabriel Garry Gary Geoff Geoffrey George Gerald Giancarlo Graham Grant Greg Gregory
    Guido Guillaume Hannah Harry Heidi Helen Henry Hugo Ian Igor Ilya Isaac Ivan Jack Jacob Jake Jakob James Jamie Jan
    Jane Jared Jason Jay Jean Jeff Jeffrey Jennifer Jensen Jeremy Jerome Jerry Jessica Jim Jimmy Joanne Joe Joel
    Johannes John Johnny Jon Jonas Jonathan Jony Jordan Jose Josef Joseph Josh Joshua Juan Judy Julia Julian Julie
    Justin Karen Karl Kate Katherine Kathy Kavita Keith Kelly Ken Kevin Kim Koray Kyle Larry Laura Lauren Lee Leo
    Leonard Leopold Liam Lilian Linda Linus Lip-Bu Lisa Liz Logan Louis Lucas Lukas Luke Marc Marco Marcus Maria Marie
    Marissa Mark Marques Martin Mary Mathew Matt Matthew Max Maxim Megan Melanie Mia Michael Michelle Mike Mikhail
    Mira Mitchell Mohammad Mustafa Nadella Naomi Nat Nathan Naval Neil Nicholas Nick Nicolas Nikita Noah Noam Norman
    Oliver Olivia Oren Oriol Oscar Owen Pat Patricia Patrick Paul Percy Pete Peter Phil Philip Philippe Pierre Quoc
    Rachel Raj Rajeev Ralph Ray Rebecca Reed Reid Richard Rick Rob Robert Robin Rodney Roger Roman Ron Ronald Ross
    Russ Ruth Ryan Sam Samuel Sandra Sanjay Sara Sarah Satya Scott Sean Sebastian Sergey Seth Shane Shannon Sheryl
    Shivon Shreyas Simon Sonia Soumith Srinivas Stan Stanley Stefan Stefano Stella Stephanie Stephen Steve Steven
    Stuart Sundar Susan Tasha Ted Teresa Terry Thomas Tim Timnit Timothy Tobi Tobias Todd Tom Tommy Tony Travis Tri
    Tyler Vasant Victor Vijay Vincent Vinod Vitalik Vlad Vladimir Walter Warren Wei Wendy Wes Will William Woj
    Wojciech Xavier Yann Yoav Yoshua Yuval Zach Zachary Zico Zoe
    """.split()  # noqa: SIM905
)

# Words before which no name goes on to the left.
STOPS = frozenset(
    """
    前往 方为 入职 就任 受聘 调任 求学 访问 造访 参观 考察 、 一个 一家 三家 上 上市 下 不 不是 与 专注 两 两家 个 中
    为 主导 之 之前 之后 也 也是 了 于 从 他 以 以及 以来 们 任 任职 企业 会 但 位 位于 作为 你 使 使用 来 供职 供职于
    依托 源自 出自 就读 考入 借助 做 入局 入股 全球 公开 共同 关于 其 其中 几 几家 出任 创业 创办 创始人 创建 创立
    初创 利用 到 前 加入 加盟 加码 包括 厂商 参与 又 发布 发起 另 可 各 各家 合作 同 名 名为 后 向 和 团队 围绕 国内
    国外 在 基于 报导 报道 多家 头部 她 媒体 它 宣布 家 对 对于 将 就 就是 就职 巨头 布局 带 带领 帮 年 并 建立 开发
    总裁 您 成为 成了 成立 我 我国 或 打造 找 承建 把 投资 押注 担任 拜访 拥有 据 控股 推出 提供 搭建 携手 支持 收购
    教授 旗下 日 日前 时 是 显示 曾 曾任 曾在 月 有 服务 服务于 本 机构 来自 某 某个 根据 此 此前 每 每个 毕业 毕业于
    没 海外 消息 深耕 牵头 独角兽 率领 现任 用 由 的 目前 相关 看 着 知名 研发 离开 称 第一 等 给 者 而 联合 聚焦 能
    自 自主 至 致力于 获 获得 著 著名 表示 被 要 覆盖 讯 让 认为 该 该家 说 负责 走进 跟 跟投 过 运营 近日 还是 还有
    这 这个 这家 进入 选择 选用 透露 通过 邀请 那 那个 那家 部分 都 都是 采用 里 针对 问 间 随着 隶属 隶属于 靠 面向
    主体 卸下 领导 领投 首个 首席 龙头 上榜 登顶 入选 卸任 接任 升任 辞去 任命 聘任 聘请 委任
    """.split()  # noqa: SIM905
)

# Words of a trade: they may stand between a name and its ending, but make no name alone.
TRADES = frozenset(
    """
    数科 金科 法务 重工 动力 AI IT PE SaaS VC 一般 上市 专业 专家 专有 专门 世界 业主 个人 中 中型 中央 主权 云端
    云计算 高科技 黑科技 上市公司 跨国公司 分公司 总公司 有限公司 股份公司 基准 硬核 互联 互联网 产业 产业链 人力 人工
    人工智能 人机 人民 今日 企业级 会计 传媒 传统 体育 供应链 保险 信息 先进 光学 光电 全国 全资 全面 公募 公有 关联
    关键 具身 决策 分 创业 创新 初创 制药 制造 前沿 动力 医疗 医药 半导体 双 合资 名牌 咨询 商业 国产 国家 国有 国际
    地产 基础 外资 多 多模态 大 大厂 大型 大数据 大模型 天使 娱乐 媒体 子 子公司 学习 学术 学生 安全 实业 审计 家用
    对冲 小 小型 居民 工业 工业级 平台 应用 开发 引导 影业 律师 微电子 总 战略 技术 投资 控股 提名 政务 政府 教育 数字
    数据 数码 文化 新 新兴 新型 新材料 新能源 方案 无人 早期 智慧 智能 更 最大 最新 有限 服务 未来 机器 机器人 权威
    材料 核心 模型 母 母公司 每日 民营 汽车 海洋 消费级 混合 游戏 热点 燃油 物流 独立 环境 理工 生产 生物 电动 电商
    电子 监督 知名 研究 硬 硬件 社会 私人 私募 私有 科学 科技 科研 空间 突发 端侧 第三方 管理 类人 精密 组织 终端 综合
    综合性 绿色 网络 群体 联合 股份 能源 自动化 自动驾驶 航天 航空 芯片 药业 著名 薪酬 虚拟 行业 视觉 认知 设备 设计
    证券 语言 语音 资产 超级 跨国 软件 边 边缘 通信 通用 通讯 重大 重工 重点 重磅 量化 金融 附属 院校 集成电路 顶尖
    顶级 风险 食品 高 高新 高端 高等 黑
    """.split()  # noqa: SIM905
)

PLACES = frozenset(
    """
    上海 东京 中关村 中国 之江 亚洲 以色列 剑桥 加州 加拿大 北京 南京 印度 厦门 台湾 合肥 哈佛 四川 天津 宁波 安徽
    山东 广东 广州 德国 成都 斯坦福 新加坡 日本 智源 杭州 欧洲 武汉 江苏 河南 法国 浙江 深圳 湖北 湖南 牛津 瑞士 福建
    珠海 无锡 青岛 济南 郑州 长春 沈阳 大连 昆明 贵州 贵阳 海南 福州 南昌 南宁 河北 山西 辽宁 东莞 佛山 温州
    美国 苏州 英国 荷兰 西安 重庆 长沙 韩国 首尔 香港 鹏城 麻省
    """.split()  # noqa: SIM905
)

# Rare words that name no model before 大模型.
GENERIC_HEADS = frozenset(
    """
    位列 位居 排名 名列
    云端 人工智能 众多 全模态 具身 前段时间 各大 国产 图文 垂类 多模态 座舱 开源 推理型 文生图 旗舰 智驾 模态 权威
    生成式 端侧 算法 训练出 跨模态 车载 轻量 轻量级 这个 通用人工智能 闭源 预训练 基座 应对
    """.split()  # noqa: SIM905
)

# Latin words that name nothing.
NOT_A_NAME = frozenset(
    """
    2D 3D 4G 5G A AGENT AGI AI AIGC API APP APU AR ARR ASI ASR Agent Agents Air Alpha And Apache App Arena BAT BF16
    B2B C2C benchmark
    SUV MPV AVR Bradley-Terry Base Bench Benchmark Beta CAGR CEO CLI CPU CTO CV Chain-of-Thought Challenge Chat CoT
    Code DL DPO DRAM DS Diffusion E2E E2E-AD EDA ELO Elo Embedding Eval Exam FAQ FP16 FP4 FP8 Flash For Foundation GB
    GDP GPU GRPO Robotaxi ICT ASIC CSP OEM ODM HBM HTML HTTP Hard I IC ID IDE INT4 INT8 IP IPO IT Image In Instruct
    IoT JSON
    KPI KV LLM LLMs MLLM
    MLLMs VLM VLMs Law Dense
    Leaderboard Lite MB MCP MIT ML MaaS Math Max Mini Mixture-of-Experts MoE Model Models Multi NLP NO NPU Nano No OCR
    OK OS On Open PC PDF PPO PaaS Plus Preview Pro Prompt QA QPS RAG README RL RLHF ROI Reward SDK SFT SKU SOTA SQL SR
    SSD SaaS Scaling SoC SoTA TB TOP TOP1 TOP10 TPU TTS Text The This ToB ToC Token Tokens Top Top1 Top10 Top3
    Transformer Turbo UI URL USB UX Ultra VIP VLA VLM VLMs VR Video Vision Web With Workflow XR
    """.split()  # noqa: SIM905
)
