package org.purposecdp.identity.hook;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.MacSpi;

import io.vertx.core.Context;

/** The HMAC that Java brings, and who made how many of it. */
public final class WatchedMac extends MacSpi {
    private static final String PROVIDER = "watched";
    private static final String ALGORITHM = "HmacSHA256";

    static final List<Made> MADE = new CopyOnWriteArrayList<>();
    private static final AtomicLong BYTES = new AtomicLong();

    private final Mac mac;

    record Made(String thread, boolean onEventLoop) {}

    public WatchedMac() throws GeneralSecurityException {
        this.mac = Mac.getInstance(ALGORITHM, "SunJCE");
    }

    static void begin() {
        MADE.clear();
        BYTES.set(0);
        Security.insertProviderAt(
                new Provider(PROVIDER, "1", "") {
                    private static final long serialVersionUID = 1;

                    {
                        put("Mac." + ALGORITHM, WatchedMac.class.getName());
                    }
                },
                1);
    }

    static void end() {
        Security.removeProvider(PROVIDER);
    }

    static long bytes() {
        return BYTES.get();
    }

    @Override
    protected int engineGetMacLength() {
        return mac.getMacLength();
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec params)
            throws java.security.InvalidKeyException {
        mac.init(key);
    }

    @Override
    protected void engineUpdate(byte input) {
        BYTES.incrementAndGet();
        mac.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        BYTES.addAndGet(length);
        mac.update(input, offset, length);
    }

    @Override
    protected void engineUpdate(ByteBuffer input) {
        BYTES.addAndGet(input.remaining());
        mac.update(input);
    }

    @Override
    protected byte[] engineDoFinal() {
        MADE.add(new Made(Thread.currentThread().getName(), Context.isOnEventLoopThread()));
        return mac.doFinal();
    }

    @Override
    protected void engineReset() {
        mac.reset();
    }
}
