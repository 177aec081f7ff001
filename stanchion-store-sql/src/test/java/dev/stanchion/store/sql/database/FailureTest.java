package dev.stanchion.store.sql.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "08006, 0, true",
        "40001, 0, true",
        "40P01, 0, true",
        "53100, 0, true",
        "57P01, 0, true",
        "25006, 0, true",
        "25P03, 0, true",
        "HY000, 1205, true",
        "HY000, 1114, true",
        "22001, 1406, false",
        "23505, 0, false",
        "42501, 0, false",
    })
    void shouldTellWhatMayGoAwayByItself(String state, int number, boolean isTransient) {
        assertThat(Failure.isTransient(new SQLException("x", state, number)))
                .isEqualTo(isTransient);
    }

    @Test
    void shouldFollowCauses() {
        assertThat(Failure.isTransient(new SQLException("x", new IOException("reset")))).isTrue();
        assertThat(Failure.isTransient(new SQLTransientConnectionException("pool"))).isTrue();
        assertThat(Failure.isTransient(new SQLException("x"))).isFalse();
    }

    @Test
    void shouldSayWhatHappenedInOneLine() {
        // given
        SQLException e =
                new SQLException("no connection\n  Hint: none", new IOException("refused"));

        // then
        assertThat(Failure.text(e)).isEqualTo("no connection: refused");
    }

    @Test
    void shouldNotRepeatTheStatementOfABatchWithItsValues() {
        // given
        BatchUpdateException batch =
                new BatchUpdateException("Batch entry 0 INSERT … s3cret", "23505", new int[0]);

        // then
        assertThat(Failure.text(batch)).doesNotContain("s3cret").contains("23505");
        batch.setNextException(new SQLException("duplicate key"));
        assertThat(Failure.text(batch)).isEqualTo("duplicate key");
    }
}
