module shop.service {
    requires dev.stanchion.client;
    requires java.nats.streaming;
}
