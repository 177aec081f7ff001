package dev.stanchion.spring.boot.test.shop;

import org.springframework.stereotype.Repository;

/** The real one, which no test of listeners can have. */
@Repository
class DatabaseLedger implements Ledger {
    DatabaseLedger() {
        throw new IllegalStateException("there is no database");
    }

    @Override
    public void write(String ticket) {}
}
