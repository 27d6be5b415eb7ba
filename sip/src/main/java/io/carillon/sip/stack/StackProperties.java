package io.carillon.sip.stack;

import gov.nist.javax.sip.stack.MessageProcessorFactory;
import java.util.Map;
import java.util.Properties;

/** JAIN-SIP's defaults that are wrong for a server, and what they are set to. */
final class StackProperties {
  private static final String NIST = "gov.nist.javax.sip.";

  private StackProperties() {}

  /**
   * All properties of one stack. JAIN-SIP lets system properties of the same names override them
   * without a word; the start fails on that instead.
   */
  static Properties of(SipStackSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", settings.name());
    // Dialogs are ours: JAIN-SIP's leak when a connection fails and decide about ACK and CSeq.
    properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    properties.setProperty("javax.sip.ROUTER_PATH", NumericRouter.class.getName());
    properties.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
    nist(settings).forEach((name, value) -> properties.setProperty(NIST + name, value));
    for (String name : properties.stringPropertyNames()) {
      if (System.getProperty(name) != null) {
        throw new IllegalStateException("remove the system property " + name);
      }
    }
    return properties;
  }

  private static Map<String, String> nist(SipStackSettings settings) {
    return Map.ofEntries(
        Map.entry("AUTOMATIC_DIALOG_ERROR_HANDLING", "false"),
        // false would serialise all listener calls through one lock.
        Map.entry("REENTRANT_LISTENER", "true"),
        Map.entry("THREAD_POOL_SIZE", Integer.toString(settings.handlerThreads())),
        // The frame decoder has refused larger ones already.
        Map.entry(
            "MAX_MESSAGE_SIZE", Integer.toString(Math.max(4096, settings.limits().messageBytes()))),
        Map.entry("MAX_SERVER_TRANSACTIONS", Integer.toString(settings.maxServerTransactions())),
        // Orphaned transactions end after these seconds.
        Map.entry("MAX_TX_LIFETIME_INVITE", "300"),
        Map.entry("MAX_TX_LIFETIME_NON_INVITE", "64"),
        // A stuck listener gives its transaction back after these seconds.
        Map.entry("MAX_LISTENER_RESPONSE_TIME", "30"),
        // Keep-alives are the transport's; JAIN-SIP's hold a semaphore per channel.
        Map.entry("RELIABLE_CONNECTION_KEEP_ALIVE_TIMEOUT", "-1"),
        Map.entry("MIN_KEEPALIVE_TIME_SECONDS", "-1"),
        Map.entry("TIMER_CLASS_NAME", WheelSipTimer.class.getName()),
        Map.entry("STACK_LOGGER", Slf4jStackLogger.class.getName()),
        Map.entry("SERVER_LOGGER", QuietServerLogger.class.getName()),
        Map.entry("LOG_MESSAGE_CONTENT", "false"),
        Map.entry("MESSAGE_PROCESSOR_FACTORY", Unset.class.getName()),
        // Our dialogs see the ACK to a refused INVITE.
        Map.entry("PASS_INVITE_NON_2XX_ACK_TO_LISTENER", "true"),
        Map.entry("DELIVER_TERMINATED_EVENT_FOR_NULL_DIALOG", "true"),
        // Costs 5 % of a call's CPU time; "None" keeps requests whole for the 32 s of a
        // transaction,
        // which at 200 calls a second doubled what a heap of 1 GB had to hold and cost far more.
        Map.entry("RELEASE_REFERENCES_STRATEGY", "Normal"),
        Map.entry("RFC_2543_SUPPORT_ENABLED", "false"));
  }

  /** In the place of the factory until {@link CarillonStack} puts the real one there. */
  public static final class Unset implements MessageProcessorFactory {
    @Override
    public gov.nist.javax.sip.stack.MessageProcessor createMessageProcessor(
        gov.nist.javax.sip.stack.SIPTransactionStack stack,
        java.net.InetAddress address,
        int port,
        String transport) {
      throw new IllegalStateException("the stack has no transports yet");
    }
  }
}
