package dev.runbook.machine.signal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;

/**
 * Takes one signal away from the virtual machine until it is closed.
 *
 * <p>The machine's own class for it is reached by name: the compiler warns of every direct use, and no switch of ours
 * can silence that one warning alone.
 */
public final class SignalHook implements AutoCloseable {
    private final Object signal;
    private final Object before;

    private SignalHook(Object signal, Object before) {
        this.signal = signal;
        this.before = before;
    }

    /**
     * Runs an action, on a thread of its own, each time the signal comes. A signal that our parent told us to ignore, as
     * nohup does with SIGHUP, stays ignored; one that this system does not have never comes.
     *
     * @param name without SIG: {@code INT}, {@code WINCH}
     */
    public static SignalHook on(String name, Runnable action) {
        try {
            Object signal = type("sun.misc.Signal").getConstructor(String.class).newInstance(name);
            Object before = handle(signal, handler(action));
            SignalHook hook = new SignalHook(signal, before);
            if (before.equals(type("sun.misc.SignalHandler").getField("SIG_IGN").get(null))) {
                hook.close();
            }
            return hook;
        } catch (InvocationTargetException notHere) {
            // The machine keeps the signal to itself, or does not know it: then it does what it always did.
            return new SignalHook(name, name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no signals", e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is what equals means for an object without fields
    private static Object handler(Runnable action) throws ReflectiveOperationException {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> "handler of runbook";
        };
        return Proxy.newProxyInstance(
                SignalHook.class.getClassLoader(), new Class<?>[] {type("sun.misc.SignalHandler")}, handler);
    }

    private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
        Method handle = type("sun.misc.Signal").getMethod("handle", signal.getClass(), type("sun.misc.SignalHandler"));
        return Objects.requireNonNull(handle.invoke(null, signal, handler));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name);
    }

    /** Gives the signal back to whoever had it before. */
    @Override
    public void close() {
        if (signal instanceof String) {
            return;
        }
        try {
            handle(signal, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a signal could not be given back", e);
        }
    }
}
