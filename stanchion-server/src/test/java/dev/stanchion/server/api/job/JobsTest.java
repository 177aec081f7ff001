package dev.stanchion.server.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.ProblemException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger ids = new AtomicInteger();
    private final Jobs jobs =
            new Jobs(Clock.systemUTC(), nanos::get, () -> "job-" + ids.incrementAndGet());

    private Job begin(String channel) {
        return jobs.begin(new Job.Subject("redrive", channel, "ops", 10));
    }

    @Test
    void shouldForgetAJobAnHourAfterItsEnd() {
        // given
        Job job = begin("a");
        nanos.addAndGet(Jobs.KEPT.toNanos() * 2);
        assertThat(jobs.find(job.id())).contains(job);

        // when
        job.end(Job.State.DONE, "Done.");
        nanos.addAndGet(Jobs.KEPT.toNanos() - 1);

        // then
        assertThat(jobs.find(job.id())).contains(job);
        nanos.incrementAndGet();
        assertThat(jobs.find(job.id())).isEmpty();
    }

    @Test
    void shouldRunOneOfAKindOnAChannelAndFewInAll() {
        // given
        begin("a");

        // then
        assertThatThrownBy(() -> begin("a"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(Code.CONFLICT));
        for (int i = 1; i < Jobs.MAX_RUNNING; i++) {
            begin("b" + i);
        }
        assertThatThrownBy(() -> begin("c"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(Code.BUSY));
    }

    @Test
    void shouldKeepSoManyThatHaveEnded() {
        // when
        for (int i = 0; i < Jobs.MAX_KEPT + 5; i++) {
            begin("a").end(Job.State.DONE, "Done.");
        }

        // then
        assertThat(jobs.newestFirst())
                .hasSize(Jobs.MAX_KEPT)
                .first()
                .extracting(Job::id)
                .isEqualTo("job-" + (Jobs.MAX_KEPT + 5));
    }

    @Test
    void shouldStayAsItHasEnded() {
        // given
        Job job = begin("a");
        job.end(Job.State.FAILED, "The store failed.");

        // when
        job.cancel();
        job.end(Job.State.DONE, "Done.");

        // then
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.json()).contains("The store failed.", "\"failed\"");
    }
}
