"""Writes a job file for measuring: so many conversations of three turns.

    python3 bench/jobs.py COUNT FILE
"""
import json
import sys

count, path = int(sys.argv[1]), sys.argv[2]
questions = ["Which mountain is the highest?", "And the second highest?", "In which countries do they stand?"]
with open(path, "w", encoding="utf-8") as file:
    for number in range(count):
        json.dump({"id": f"conversation-{number}", "model": "deepseek-flash", "turns": questions}, file)
        file.write("\n")
