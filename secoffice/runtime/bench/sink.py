"""A mail server that takes everything and keeps nothing: `python -m secoffice.runtime.bench.sink`. Prints its port."""

import asyncio

from aiosmtpd.smtp import SMTP


class Nothing:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        """As every mail server in use: commands may come in one go."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_DATA(self, server, session, envelope):
        return "250 taken"


async def serve():
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Nothing(), hostname="sink"), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
