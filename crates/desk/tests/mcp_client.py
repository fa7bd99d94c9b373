"""Asks a Vigie server by the official client of the Model Context Protocol.

    mcp_client.py http URL [TOKEN]      a running desk
    mcp_client.py stdio VIGIE RECORD    the program, on its standard input and output

Prints a line for every tool that answered with citations; ends with an error if one did not.
"""

import asyncio
import sys

from mcp import Client, StdioServerParameters


def server(way, rest):
    if way == "stdio":
        return StdioServerParameters(command=rest[0], args=["mcp", "--record", rest[1]])
    return rest[0]


async def answers(client, tool, **arguments):
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, f"{tool}: {result.content}"
    return result.structured_content


async def ask(way, rest):
    async with Client(server(way, rest)) as client:
        tools = sorted(tool.name for tool in (await client.list_tools()).tools)
        assert tools == ["brief", "count", "incident", "search"], tools
        found = await answers(client, "search", country="MLI")
        assert found["incidents"], found
        print("search", len(found["incidents"]))
        one = await answers(client, "incident", id=found["incidents"][0]["id"])
        words = [w for claim in one["claims"] for support in claim["support"] for w in support["words"]]
        assert words and all(words), one
        print("incident", len(words))
        count = await answers(client, "count", country="MLI", by="month")
        assert all(c["words"] for c in count["citations"]) and count["citations"], count
        print("count", len(count["citations"]))
        brief = await answers(client, "brief", country="MLI", lang="fr")
        sentences = [s for section in brief["sections"] for s in section["sentences"]]
        assert sentences and all(s["citations"] for s in sentences), brief
        print("brief", len(sentences))
        wrong = await client.call_tool("incident", {"id": "none"})
        assert wrong.is_error, wrong


asyncio.run(ask(sys.argv[1], sys.argv[2:]))
