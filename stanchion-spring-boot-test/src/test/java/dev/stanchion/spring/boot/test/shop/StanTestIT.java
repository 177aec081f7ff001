package dev.stanchion.spring.boot.test.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.spring.boot.test.EmbeddedStanchion;
import dev.stanchion.spring.boot.test.StanTest;
import dev.stanchion.test.TestBroker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** A test of the listener alone, as its team would write it. */
// snippet: slice
@StanTest(properties = "channel=tickets:created")
@EmbeddedStanchion(clusterId = "ticketing")
class StanTestIT {
    /** A ledger on paper, in place of the one in the database. */
    record Notebook(List<String> tickets) implements Ledger {
        @Override
        public void write(String ticket) {
            tickets.add(ticket);
        }
    }

    @TestConfiguration
    static class WhatTheListenerCalls {
        @Bean
        Notebook ledger() {
            return new Notebook(new CopyOnWriteArrayList<>());
        }
    }

    @Test
    void shouldWriteEachTicketDown(@Autowired TestBroker broker, @Autowired Notebook ledger) {
        broker.publish("tickets:created", "{\"id\":\"t1\"}");

        broker.group("tickets:created", "orders").awaitCaughtUp();
        assertThat(ledger.tickets()).containsExactly("t1");
    }

    // end

    @Test
    void shouldHaveNeitherServicesNorConfigurationsOfTheScan(
            @Autowired ApplicationContext application) {
        assertThat(application.getBean(TestBroker.class).clusterId()).isEqualTo("ticketing");
        assertThat(application.getBeanNamesForType(Refunds.class)).isEmpty();
        assertThat(application.getBeanNamesForType(DatabaseConfiguration.class)).isEmpty();
        assertThat(application.getBeanNamesForType(Tickets.class)).hasSize(1);
    }
}
