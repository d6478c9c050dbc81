"""Questions for a provider's batches in, the same wherever they are on their way out.

Each verb is one commit. A question belongs to one job at most at a time, so whatever is killed
between two verbs, none is sent twice without our knowing that it may have been.
"""

import uuid
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from pipeline.store.database import Database
from pipeline.store.tables import JOBS, QUESTIONS
from schemas.deferred import Job, JobState, QuestionState, Standing, Waiting

PAGE = 500


class Questions:
    """The questions in a database, which is closed by whoever opened it. Any thread may use it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, key: str) -> Standing | None:
        """What became of a question; `None` where it was never put."""
        query = select(
            QUESTIONS.c.state, QUESTIONS.c.tries, QUESTIONS.c.ending, QUESTIONS.c.reason
        ).where(QUESTIONS.c.key == key)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return Standing(QuestionState(row[0]), *row[1:]) if row else None

    def put(self, question: Waiting) -> None:
        """Have it sent with the next batch; one that is on its way already is left as it is."""
        row = question._asdict() | {
            "body": zlib.compress(question.body),
            "size": len(question.body),
            "worst": "" if question.worst is None else str(question.worst),
            "state": QuestionState.WAITING,
            "tries": 1,
            "ending": "",
            "reason": "",
        }
        with self._database.write() as connection:
            connection.execute(upsert(QUESTIONS).on_conflict_do_nothing(), row)

    def put_again(self, key: str) -> None:
        """Have it sent once more, for its answer was none."""
        with self._database.write() as connection:
            connection.execute(
                update(QUESTIONS)
                .where(QUESTIONS.c.key == key)
                .values(state=QuestionState.WAITING, job=None, tries=QUESTIONS.c.tries + 1)
            )

    def fail(self, key: str, ending: str, reason: str) -> None:
        """Give it up."""
        with self._database.write() as connection:
            connection.execute(
                update(QUESTIONS)
                .where(QUESTIONS.c.key == key)
                .values(state=QuestionState.FAILED, ending=ending, reason=reason)
            )

    def retry_failed(self) -> None:
        """Have all that were given up sent again, as if for the first time."""
        with self._database.write() as connection:
            connection.execute(
                update(QUESTIONS)
                .where(QUESTIONS.c.state == QuestionState.FAILED)
                .values(state=QuestionState.WAITING, tries=1, job=None, ending="", reason="")
            )

    def count(self) -> Mapping[QuestionState, int]:
        """How many there are in each state."""
        query = select(QUESTIONS.c.state, func.count()).group_by(QUESTIONS.c.state)
        with self._database.read() as connection:
            return {QuestionState(s): n for s, n in connection.execute(query)}

    def list_worst(self, state: QuestionState) -> Iterator[tuple[str, int, Decimal | None]]:
        """Key, bytes and most cost of each question in a state, in the order of their keys."""
        after = ""
        while True:
            query = (
                select(QUESTIONS.c.key, QUESTIONS.c.size, QUESTIONS.c.worst)
                .where(QUESTIONS.c.state == state, QUESTIONS.c.key > after)
                .order_by(QUESTIONS.c.key)
                .limit(PAGE)
            )
            with self._database.read() as connection:
                rows = connection.execute(query).all()
            for key, size, worst in rows:
                yield key, size, Decimal(worst) if worst else None
            if len(rows) < PAGE:
                return
            after = rows[-1].key

    def prepare(self, keys: Sequence[str]) -> Job:
        """A new job of these questions, not sent yet."""
        token = uuid.uuid4().hex
        values = {
            "token": token,
            "provider": "",
            "state": JobState.PREPARED,
            "requests": len(keys),
            "began_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        with self._database.write() as connection:
            made = connection.execute(insert(JOBS).values(values))
            number = int((made.inserted_primary_key or (0,))[0])
            for start in range(0, len(keys), PAGE):
                connection.execute(
                    update(QUESTIONS)
                    .where(QUESTIONS.c.key.in_(keys[start : start + PAGE]))
                    .values(state=QuestionState.SENT, job=number)
                )
        return Job(number, token, "", JobState.PREPARED, len(keys))

    def read_bodies(self, job: Job) -> Iterator[tuple[str, bytes]]:
        """Key and request of each question of a job."""
        after = ""
        while True:
            query = (
                select(QUESTIONS.c.key, QUESTIONS.c.body)
                .where(QUESTIONS.c.job == job.id, QUESTIONS.c.key > after)
                .order_by(QUESTIONS.c.key)
                .limit(PAGE)
            )
            with self._database.read() as connection:
                rows = connection.execute(query).all()
            for key, body in rows:
                yield key, zlib.decompress(body)
            if len(rows) < PAGE:
                return
            after = rows[-1].key

    def find_sent(self, job: Job, keys: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Of these keys, those that are of the job and not answered: inputs and prompt of each."""
        query = select(QUESTIONS.c.key, QUESTIONS.c.inputs, QUESTIONS.c.prompt).where(
            QUESTIONS.c.job == job.id,
            QUESTIONS.c.state == QuestionState.SENT,
            QUESTIONS.c.key.in_(keys),
        )
        with self._database.read() as connection:
            return {key: (inputs, prompt) for key, inputs, prompt in connection.execute(query)}

    def answer(self, keys: Sequence[str]) -> None:
        """Their answers are in the store."""
        with self._database.write() as connection:
            connection.execute(
                update(QUESTIONS)
                .where(QUESTIONS.c.key.in_(keys))
                .values(state=QuestionState.ANSWERED)
            )

    def sent(self, job: Job, provider: str) -> Job:
        """The provider has the job, under an id of its own."""
        return self._change(job._replace(provider=provider, state=JobState.SENT))

    def end(self, job: Job) -> None:
        """Nothing more comes of the job; what of it is not answered waits for another."""
        with self._database.write() as connection:
            connection.execute(
                update(QUESTIONS)
                .where(QUESTIONS.c.job == job.id, QUESTIONS.c.state == QuestionState.SENT)
                .values(state=QuestionState.WAITING, job=None)
            )
            connection.execute(update(JOBS).where(JOBS.c.id == job.id).values(state=JobState.ENDED))

    def open_jobs(self) -> tuple[Job, ...]:
        """The jobs that have not ended, oldest first."""
        columns = (JOBS.c.id, JOBS.c.token, JOBS.c.provider, JOBS.c.state, JOBS.c.requests)
        query = select(*columns).where(JOBS.c.state != JobState.ENDED).order_by(JOBS.c.id)
        with self._database.read() as connection:
            return tuple(
                Job(id, token, provider, JobState(state), requests)
                for id, token, provider, state, requests in connection.execute(query)
            )

    def _change(self, job: Job) -> Job:
        with self._database.write() as connection:
            connection.execute(
                update(JOBS)
                .where(JOBS.c.id == job.id)
                .values(provider=job.provider, state=job.state)
            )
        return job
