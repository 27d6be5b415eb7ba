package io.carillon.sip.leg;

import io.carillon.core.call.DialPlan;

/**
 * Decides what becomes of a call, from its INVITE, before anything is answered. Called on a thread
 * of the stack: quick, never blocks, thread-safe.
 */
@FunctionalInterface
public interface CallRouter {

  Decision route(IncomingCall call);

  /** Calls for meetings: the dial plan answers or refuses. */
  static CallRouter of(DialPlan plan) {
    return call ->
        switch (plan.route(CallDetails.request(call.invite()))) {
          case DialPlan.Answer answer ->
              new Decision.Answer(answer.region(), answer.voiceConnectorId(), answer.handler());
          case DialPlan.Refuse refuse ->
              new Decision.Refuse(CallDetails.refusal(call.invite(), refuse));
        };
  }
}
