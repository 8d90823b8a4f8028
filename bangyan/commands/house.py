"""Commands about the house itself: `demo`, `dashboard`, `doctor`."""

from typing import Annotated

import typer

from bangyan import demo as demonstration
from bangyan import doctor as examination
from bangyan import serve
from bangyan.commands.options import JSON, JSONL
from bangyan.run import Run
from bangyan.show import show_json, show_table, wants_json
from data.language import say

PORT = Annotated[
    int | None,
    typer.Option(
        help=say("端口，缺省 8501 起的空闲端口", "port; by default the first free one from 8501"), min=1, max=65535
    ),
]


def add_to(app: typer.Typer) -> None:
    """Put this family's commands on the command line."""
    app.command(
        "demo",
        help=say(
            "用自带的示例站点走一遍全程。例：bangyan demo --no-dashboard",
            "The main job on the bundled sample sites. Example: bangyan demo --no-dashboard",
        ),
    )(demo)
    app.command(
        "dashboard",
        help=say(
            "打开看板。例：bangyan dashboard --port 8600", "Open the dashboard. Example: bangyan dashboard --port 8600"
        ),
    )(dashboard)
    app.command(
        "doctor",
        help=say(
            "检查安装和数据文件夹。例：bangyan doctor", "Check the installation and the home. Example: bangyan doctor"
        ),
    )(doctor)


def demo(
    context: typer.Context,
    with_dashboard: Annotated[
        bool, typer.Option("--dashboard/--no-dashboard", help=say("结束后打开看板", "open the dashboard at the end"))
    ] = True,
    port: PORT = None,
) -> int:
    run: Run = context.obj
    home = demonstration.show(run)
    if not with_dashboard:
        return 0
    return serve.dashboard(home, port=port)


def dashboard(
    context: typer.Context,
    port: PORT = None,
    host: Annotated[str, typer.Option(help=say("监听地址", "address to listen on"))] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=say("打开浏览器", "open a browser"))] = True,
) -> int:
    run: Run = context.obj
    return serve.dashboard(run.asking().settings, port=port, host=host, browser=browser)


def doctor(context: typer.Context, as_json: JSON = False, as_lines: JSONL = False) -> int:
    run: Run = context.obj
    json_wanted = wants_json(as_json, as_lines)
    findings = examination.examine(run.settings)
    if json_wanted:
        show_json(findings, lines=as_lines)
    else:
        marks = {"ok": say("正常", "ok"), "note": say("提示", "note"), "bad": say("问题", "bad")}
        show_table(
            [say("项目", "what"), "", say("所见", "seen"), say("怎么办", "what to do")],
            [(f.what, marks[f.state], f.seen, f.advice) for f in findings],
        )
    return int(any(f.state == "bad" for f in findings))
