package dev.stanchion.spring.boot.test.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.boot.test.StanTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** A test that names which components it has. */
@StanTest(
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.ASSIGNABLE_TYPE,
                        classes = {Refunds.class, DatabaseLedger.class}),
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.ASSIGNABLE_TYPE,
                        classes = DatabaseLedger.class))
class SliceFiltersIT {
    @Test
    void shouldHaveTheComponentsThatItNames(@Autowired ApplicationContext application) {
        assertThat(application.getBeanNamesForType(Refunds.class)).hasSize(1);
        assertThat(application.getBeanNamesForType(Tickets.class)).isEmpty();
        assertThat(application.getBeanNamesForType(Ledger.class)).isEmpty();
        assertThat(application.getBeanNamesForType(StanTemplate.class)).hasSize(1);
    }
}
