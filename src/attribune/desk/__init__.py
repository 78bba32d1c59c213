"""The desk: a corpus as pages in the browser, as a REST service and as tools of an assistant (MCP).

Everything here answers what the library answers: :mod:`attribune.desk.service` calls it, and pages, REST and MCP show
its answers. What serves pages (FastAPI, uvicorn, mcp) is imported in this room alone, and comes with the extra
``attribune[desk]``.
"""
