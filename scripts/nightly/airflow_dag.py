"""The nightly run as an Airflow task (Airflow 3).

Exit codes decide what is retried: 75 means "try again later" and fails the try; any other code but 0
fails the task for good (AirflowFailException), since a guard or a bad input would be the same again.
"""

import datetime
import subprocess

from airflow.exceptions import AirflowException, AirflowFailException
from airflow.sdk import dag, task

COMMAND = [
    "/usr/local/bin/adsegments", "run", "/srv/adsegments/pipelines/engagement-ladder.yaml",
    # Waits for a run that somebody started by hand; fills in days that were missed. So Airflow
    # needs no catchup of its own: it would start a run per day with today's exports.
    "--wait", "--catch-up",
    # One JSON object a line in the task's log.
    "--log-format", "json",
]
TRY_AGAIN_LATER = 75


@dag(
    schedule="30 2 * * *",
    start_date=datetime.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
)
def adsegments():
    @task(retries=4, retry_delay=datetime.timedelta(minutes=30))
    def run_pipeline():
        # Airflow takes the task's log from this process, so every line is handed on as it comes.
        with subprocess.Popen(
            COMMAND, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                for line in process.stderr:
                    print(line, end="", flush=True)
            finally:
                # A task that is cancelled stops the run, which leaves nothing behind; one that has
                # ended takes no notice.
                process.terminate()
        if process.returncode == TRY_AGAIN_LATER:
            raise AirflowException("adsegments says to try again later")
        if process.returncode != 0:
            raise AirflowFailException(f"adsegments ended with exit code {process.returncode}")

    run_pipeline()


adsegments()
