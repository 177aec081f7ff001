package dev.stanchion.nats.message;

import dev.stanchion.nats.auth.Identity;

/** The publisher of in-process messages. It has no connection to pause. */
enum InProcessPublisher implements Publisher {
    INSTANCE;

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void disconnect() {}

    @Override
    public String remoteAddress() {
        return "in-process";
    }

    @Override
    public Identity identity() {
        return Identity.ANYONE;
    }
}
