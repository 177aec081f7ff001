package dev.stanchion.nats.message;

import dev.stanchion.nats.auth.Identity;

/** The publisher of messages that came in process: there is no connection to pause. */
enum InProcessPublisher implements Publisher {
    INSTANCE;

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public String remoteAddress() {
        return "in-process";
    }

    @Override
    public Identity identity() {
        return Identity.ANYONE;
    }
}
