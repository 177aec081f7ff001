module shop.broker {
    requires dev.stanchion.server;
}
