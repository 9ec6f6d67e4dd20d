package dev.runbook.machine.signal;

import java.util.concurrent.CountDownLatch;

/** A process that prints what the signals mean that come to it, one on each line. */
final class SignalsHeard {
    static final int LAST = 7;

    private SignalsHeard() {}

    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        try (Signals signals = Signals.listen(last::countDown)) {
            // Whoever has stopped listening hears nothing.
            signals.onChange(() -> System.out.println("heard after the end")).close();
            signals.onChange(() -> System.out.println(signals.wish()));
            System.out.println(signals.wish());
            last.await();
            System.out.println("last after " + signals.wish());
        }
        System.exit(LAST);
    }
}
