package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.Set;

/** Passes on what a store does, until nobody wants to know what that process does any more. */
public final class DetachableTap implements StoreTap {
    private final StoreTap tap;
    private boolean isDetached;

    public DetachableTap(StoreTap tap) {
        this.tap = tap;
    }

    /** Passes nothing on from now on. */
    public void detach() {
        isDetached = true;
    }

    public boolean isDetached() {
        return isDetached;
    }

    @Override
    public void onRecovered(RecoveredState state) {
        if (!isDetached) {
            tap.onRecovered(state);
        }
    }

    @Override
    public void onOpened(String channel, ChannelLog log) {
        if (!isDetached) {
            tap.onOpened(channel, log);
        }
    }

    @Override
    public void onDeleted(String channel) {
        if (!isDetached) {
            tap.onDeleted(channel);
        }
    }

    @Override
    public void onAppended(String channel, long sequence, byte[] encoded, long firstSequence) {
        if (!isDetached) {
            tap.onAppended(channel, sequence, encoded, firstSequence);
        }
    }

    @Override
    public void onDurable(String channel, long sequence) {
        if (!isDetached) {
            tap.onDurable(channel, sequence);
        }
    }

    @Override
    public void onRead(String channel, long sequence) {
        if (!isDetached) {
            tap.onRead(channel, sequence);
        }
    }

    @Override
    public void onLost(String channel) {
        if (!isDetached) {
            tap.onLost(channel);
        }
    }

    @Override
    public void onRemoved(String channel, long firstSequence) {
        if (!isDetached) {
            tap.onRemoved(channel, firstSequence);
        }
    }

    @Override
    public void onUnreadable(String channel, long sequence, boolean forGood) {
        if (!isDetached) {
            tap.onUnreadable(channel, sequence, forGood);
        }
    }

    @Override
    public void onSubscriptionPut(String channel, SubscriptionRecord subscription) {
        if (!isDetached) {
            tap.onSubscriptionPut(channel, subscription);
        }
    }

    @Override
    public void onSubscriptionDeleted(String channel, long id) {
        if (!isDetached) {
            tap.onSubscriptionDeleted(channel, id);
        }
    }

    @Override
    public void onEndsFlushed(String channel, Set<Long> ids, boolean succeeded) {
        if (!isDetached) {
            tap.onEndsFlushed(channel, ids, succeeded);
        }
    }

    @Override
    public void onAcknowledged(String channel, long id, long sequence) {
        if (!isDetached) {
            tap.onAcknowledged(channel, id, sequence);
        }
    }

    @Override
    public void onClientPut(ClientRecord client) {
        if (!isDetached) {
            tap.onClientPut(client);
        }
    }

    @Override
    public void onClientDeleted(String clientId) {
        if (!isDetached) {
            tap.onClientDeleted(clientId);
        }
    }
}
