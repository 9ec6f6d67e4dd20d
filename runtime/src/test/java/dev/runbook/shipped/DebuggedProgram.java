package dev.runbook.shipped;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.StepRequest;
import java.io.IOException;
import java.util.Map;

/**
 * The debugger of a run: it has all threads of the program stand still right before, or right after, one fact is
 * written into the journal. The program itself is as it is shipped.
 */
final class DebuggedProgram {
    private static final String JOURNAL = "dev.runbook.machine.folder.DiskJournal";
    private static final String APPEND = "append";
    private static final String LONGEST_MILLIS = "120000";

    private final ListeningConnector connector;
    private final Map<String, Connector.Argument> arguments;
    private final String address;

    /** Listens for a program that is started with {@link #option}. */
    DebuggedProgram() throws IOException {
        connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(c -> c.name().equals("com.sun.jdi.SocketListen"))
                .findFirst()
                .orElseThrow();
        arguments = connector.defaultArguments();
        set("localAddress", "127.0.0.1");
        set("port", "0");
        set("timeout", LONGEST_MILLIS);
        try {
            address = connector.startListening(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IOException(e);
        }
    }

    private void set(String name, String value) {
        Connector.Argument argument = arguments.get(name);
        if (argument == null) {
            throw new IllegalStateException("the debugger takes no " + name);
        }
        argument.setValue(value);
    }

    /** The option of java that lets the program wait for this debugger. */
    String option() {
        String port = address.substring(address.lastIndexOf(':') + 1);
        return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + port;
    }

    /** Lets the program run until the fact is written, or is just about to be; false when it ends before. */
    boolean awaitFact(FaultPoint.AtFact point) throws IOException, InterruptedException {
        VirtualMachine machine;
        try {
            machine = connector.accept(arguments);
            connector.stopListening(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IOException(e);
        }
        ClassPrepareRequest loaded = machine.eventRequestManager().createClassPrepareRequest();
        loaded.addClassFilter(JOURNAL);
        loaded.enable();
        try {
            machine.resume();
            while (true) {
                EventSet events = machine.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof VMDisconnectEvent) {
                        return false;
                    }
                    if (stands(machine, event, point)) {
                        return true;
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException e) {
            return false;
        }
    }

    private static boolean stands(VirtualMachine machine, Event event, FaultPoint.AtFact point) {
        if (event instanceof ClassPrepareEvent prepared) {
            Method append = prepared.referenceType().methodsByName(APPEND).getFirst();
            BreakpointRequest stop = machine.eventRequestManager().createBreakpointRequest(append.location());
            stop.addCountFilter(point.number());
            stop.enable();
        } else if (event instanceof BreakpointEvent here && point.written()) {
            StepRequest out = machine.eventRequestManager()
                    .createStepRequest(here.thread(), StepRequest.STEP_LINE, StepRequest.STEP_OUT);
            out.addCountFilter(1);
            out.enable();
        } else {
            return event instanceof BreakpointEvent || event instanceof StepEvent;
        }
        return false;
    }
}
