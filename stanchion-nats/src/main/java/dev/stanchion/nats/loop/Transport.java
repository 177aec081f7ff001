package dev.stanchion.nats.loop;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** The way in which loops use sockets: epoll if the system has it, else NIO. Pure. */
public final class Transport {
    private Transport() {}

    public static boolean isEpoll() {
        return Epoll.isAvailable();
    }

    /** Returns what loops wait with, as Netty does it. */
    public static IoHandlerFactory ioHandlers() {
        return isEpoll() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /** Returns the type of sockets that listen. */
    public static Class<? extends ServerChannel> listening() {
        return isEpoll() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Returns the type of sockets that connect. */
    public static Class<? extends SocketChannel> connecting() {
        return isEpoll() ? EpollSocketChannel.class : NioSocketChannel.class;
    }
}
