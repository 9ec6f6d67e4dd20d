package dev.runbook.provider.postgres.adapter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Connects to an address instead of to the name that the server's certificate is for: libpq's {@code hostaddr}. */
public final class FixedAddressSocketFactory extends SocketFactory {
    private final String address;

    /** @param address as numbers; the driver makes the factory by its name and gives it this argument */
    public FixedAddressSocketFactory(String address) {
        this.address = address;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress named, int timeout) throws IOException {
                super.connect(new InetSocketAddress(address, ((InetSocketAddress) named).getPort()), timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new Socket(address, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress here, int herePort) throws IOException {
        return new Socket(address, port, here, herePort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return new Socket(address, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress here, int herePort) throws IOException {
        return new Socket(address, port, here, herePort);
    }
}
