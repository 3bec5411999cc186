"""What a Python user writes by hand: aiohttp and a semaphore. No retries, no limits, nothing durable.

    python3 bench/peer.py JOBS IN_FLIGHT BASE_URL      prints rounds a second and microseconds of CPU a round
"""
import asyncio
import json
import resource
import sys
import tempfile
import time

import aiohttp


async def converse(session, url, gate, questions, results):
    async with gate:
        history = []
        for question in questions:
            history.append({"role": "user", "content": question})
            async with session.post(url, json={"model": "deepseek-flash", "messages": history}) as response:
                reply = await response.json()
            history.append({"role": "assistant", "content": reply["choices"][0]["message"]["content"]})
        results.write(json.dumps({"messages": history}) + "\n")


async def main(count, in_flight, base):
    questions = ["Which mountain is the highest?", "And the second highest?", "In which countries do they stand?"]
    gate = asyncio.Semaphore(in_flight)
    connector = aiohttp.TCPConnector(limit=in_flight)
    with tempfile.TemporaryFile("w") as results:
        async with aiohttp.ClientSession(connector=connector, headers={"Authorization": "Bearer none"}) as session:
            work = [converse(session, base + "/chat/completions", gate, questions, results) for _ in range(count)]
            await asyncio.gather(*work)
    return count * len(questions)


began = time.perf_counter()
rounds = asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
seconds = time.perf_counter() - began
usage = resource.getrusage(resource.RUSAGE_SELF)
print(f"{rounds / seconds:.0f} {(usage.ru_utime + usage.ru_stime) / rounds * 1e6:.0f}")
