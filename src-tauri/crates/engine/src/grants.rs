//! Which models a server may use, and which of its requests a rule signs.

use domain::{
    AccountId, Cause, ExchangeId, Fault, FaultCode, Grant, Identity, ModelRef, Place, Rule, RuleId,
    ServerId, State, Target,
};
use uuid::Uuid;

use crate::clock::now;
use crate::feed::{World, too_late};
use crate::view::{Access, AppEvent};
use crate::{Engine, invalid, not_found};

impl World {
    /// Whether the asking server may have this target write, as things are now.
    pub(crate) fn check_grant(
        &self,
        cause: &Cause,
        identity: &Identity,
        target: &Target,
    ) -> Result<(), Fault> {
        let allowed = match target {
            Target::Person => true,
            Target::Model { .. } => {
                let grant = self.grants.get(&cause.server);
                grant.is_some_and(|grant| grant.allows(identity, target, |id| self.is_here(id)))
            }
        };
        if allowed {
            return Ok(());
        }
        Err(Fault::new(
            FaultCode::NotGranted,
            format!(
                "{} may not use this model. Allow it under “Which models may it use?”, or choose another.",
                cause.server_name
            ),
        ))
    }

    /// Whether a grant can be made as it was entered.
    fn check_access(&self, grant: &Grant) -> Result<(), Fault> {
        if grant.is_empty() {
            return Err(invalid("Choose at least one model, or revoke the access altogether."));
        }
        let named = grant.models.iter().map(|model| model.account);
        if named.chain(grant.accounts.iter().copied()).any(|id| !self.accounts.contains_key(&id)) {
            return Err(not_found("account"));
        }
        let allowed = grant.default.as_ref().is_none_or(|model| {
            let target = Target::Model { model: model.clone() };
            grant.allows(&grant.identity, &target, |id| self.is_here(id))
        });
        if allowed {
            Ok(())
        } else {
            Err(invalid("The default must be one of the models that are allowed."))
        }
    }

    /// Ends at once what a server's grant does not allow as things are now: rules, and what is being
    /// written. What waits has other models to choose from.
    fn hold_to_grants(&mut self, server: ServerId) {
        let here: Vec<AccountId> =
            self.accounts.keys().copied().filter(|id| self.is_here(*id)).collect();
        let grant = self.grants.get(&server).cloned();
        let granted = |rule: &Rule| {
            let target = Target::Model { model: rule.model.clone() };
            grant
                .as_ref()
                .is_some_and(|grant| grant.allows(&rule.identity, &target, |id| here.contains(&id)))
        };
        self.drop_rules(server, granted);
        self.stop_ungranted(server);
        self.publish_waiting(server);
    }

    /// The same for every server, since accounts changed: where they are, or what they offer.
    pub(crate) fn hold_to_all_grants(&mut self) {
        let servers: Vec<ServerId> = self.grants.keys().copied().collect();
        for server in servers {
            self.hold_to_grants(server);
        }
    }

    /// Stops what is being written outside the grants as they are now.
    fn stop_ungranted(&self, server: ServerId) {
        for open in self.open.values() {
            let exchange = &open.exchange;
            let ungranted = exchange.cause.server == server
                && matches!(exchange.state(), State::Generating)
                && exchange.sent.as_ref().is_some_and(|sent| {
                    self.check_grant(&exchange.cause, &open.identity, &sent.target).is_err()
                });
            if ungranted {
                open.stop.cancel();
            }
        }
    }

    /// Ends the rules of a server that `keep` does not keep.
    pub(crate) fn drop_rules(&mut self, server: ServerId, keep: impl Fn(&Rule) -> bool) {
        let (kept, gone): (Vec<Rule>, Vec<Rule>) = std::mem::take(&mut self.rules)
            .into_iter()
            .partition(|rule| rule.server != server || keep(rule));
        self.rules = kept;
        for rule in gone {
            self.publish(AppEvent::RuleRemoved { id: rule.id });
        }
    }

    /// Tells the window that waiting exchanges of a server now have other models to choose from.
    fn publish_waiting(&mut self, server: ServerId) {
        let waiting: Vec<_> = self
            .open
            .values()
            .filter(|open| open.exchange.cause.server == server && open.is_durable())
            .map(crate::desk::OpenExchange::summary)
            .collect();
        for summary in waiting {
            self.publish(AppEvent::Exchange { exchange: Box::new(summary) });
        }
    }
}

impl Engine {
    /// Says which models a server may use, from now on, for waiting requests too.
    ///
    /// # Errors
    /// `Invalid` when it allows nothing, or with a default outside of what it allows; `NotFound`
    /// with an account that is gone.
    pub async fn set_grant(&self, server: ServerId, access: Access) -> Result<(), Fault> {
        let identity = self.identity_of(server).await?;
        let Access { models, accounts, place, default } = access;
        let (models, accounts) = match place {
            Place::Anywhere => (models, accounts),
            // What is on this machine is all that counts then.
            Place::Here => (Vec::new(), Vec::new()),
        };
        let grant = Grant { server, identity, models, accounts, place, default, at: now() };
        let store = {
            let world = self.world();
            world.check_access(&grant)?;
            world.kept()?.store
        };
        store.save_grant(&grant).await?;
        let mut world = self.world();
        world.grants.insert(server, grant.clone());
        world.publish(AppEvent::Grant { grant: Box::new(grant) });
        world.publish_server(server);
        world.hold_to_grants(server);
        Ok(())
    }

    /// Takes every model from a server, at once. What is being written for it is stopped.
    ///
    /// # Errors
    /// When the history cannot be written; the access is then still revoked until quit.
    pub async fn revoke_grant(&self, server: ServerId) -> Result<(), Fault> {
        let store = {
            let mut world = self.world();
            world.grants.remove(&server);
            world.publish(AppEvent::GrantRemoved { server });
            world.publish_server(server);
            world.hold_to_grants(server);
            world.kept()?.store
        };
        store.remove_grant(server).await
    }

    /// Ends a rule, at once. What it has signed already goes on to the reply gate and waits there.
    ///
    /// # Errors
    /// `NotFound` when there is no such rule.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn revoke_rule(&self, id: RuleId) -> Result<(), Fault> {
        let mut world = self.world();
        let before = world.rules.len();
        world.rules.retain(|rule| rule.id != id);
        if world.rules.len() == before {
            return Err(not_found("rule"));
        }
        world.publish(AppEvent::RuleRemoved { id });
        Ok(())
    }

    /// Makes the rule "sign everything this server asks, until quit", for the model just chosen.
    pub(crate) fn make_rule(&self, id: ExchangeId, model: &ModelRef) -> Result<(), Fault> {
        let mut world = self.world();
        let open = world.open.get(&id).ok_or_else(too_late)?;
        let rule = Rule {
            id: RuleId(Uuid::now_v7()),
            server: open.exchange.cause.server,
            identity: open.identity.clone(),
            model: model.clone(),
            at: now(),
        };
        world.drop_rules(rule.server, |_| false);
        world.rules.push(rule.clone());
        world.publish(AppEvent::Rule { rule: Box::new(rule) });
        Ok(())
    }

    /// Has a rule sign everything that `server` asks in this run: for a terminal that started the
    /// run itself. The grant is made with it.
    ///
    /// # Errors
    /// As [`Engine::set_grant`].
    pub async fn sign_all(&self, server: ServerId, model: ModelRef) -> Result<RuleId, Fault> {
        self.set_grant(server, Access::to(vec![model.clone()])).await?;
        let mut world = self.world();
        let grant = world.grants.get(&server).ok_or_else(|| not_found("grant"))?;
        let id = RuleId(Uuid::now_v7());
        let rule = Rule { id, server, identity: grant.identity.clone(), model, at: now() };
        world.rules.push(rule.clone());
        world.publish(AppEvent::Rule { rule: Box::new(rule) });
        Ok(id)
    }
}
