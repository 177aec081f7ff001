package dev.stanchion.spring.boot.test.shop;

/** Where orders are written down. */
public interface Ledger {
    void write(String ticket);
}
