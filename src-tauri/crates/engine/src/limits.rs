//! How much servers may ask for: kept, and in force at once.

use domain::{Fault, Limits};
use store::Store;

use crate::feed::World;
use crate::view::{AppEvent, LimitsView};
use crate::{Engine, invalid};

/// Under which setting the limits are kept.
const SETTING: &str = "limits";

/// The limits as they were set last. Ones that this version does not take are as good as none.
pub(crate) async fn kept(store: &Store) -> Result<Limits, Fault> {
    let kept = store.setting(SETTING).await?;
    let limits: Option<Limits> = kept.and_then(|limits| serde_json::from_value(limits).ok());
    Ok(limits.filter(|limits| limits.check().is_ok()).unwrap_or_default())
}

impl World {
    pub(crate) fn limits_view(&self) -> LimitsView {
        LimitsView { now: self.limits, sound: Limits::SOUND, most: Limits::MOST }
    }
}

impl Engine {
    /// Sets how much servers may ask for, from their next request on. What is open stays.
    ///
    /// # Errors
    /// `Invalid` for a limit that cannot be set.
    pub async fn save_limits(&self, limits: Limits) -> Result<(), Fault> {
        limits.check().map_err(|wrong| invalid(format!("The limit {wrong}.")))?;
        let store = self.world().kept()?.store;
        store.set_setting(SETTING, &serde_json::json!(limits)).await?;
        let mut world = self.world();
        world.limits = limits;
        let limits = world.limits_view();
        world.publish(AppEvent::Limits { limits });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::Limits;
    use serde_json::json;
    use store::Store;

    use super::{SETTING, kept};

    #[tokio::test]
    async fn what_was_set_is_kept_and_what_makes_no_sense_is_as_good_as_nothing() {
        let store = Store::in_memory().await.expect("it opens");
        assert_eq!(kept(&store).await, Ok(Limits::SOUND));
        let mine = Limits { open: 7, ..Limits::SOUND };
        store.set_setting(SETTING, &json!(mine)).await.expect("it is kept");
        assert_eq!(kept(&store).await, Ok(mine));
        for wrong in [json!({ "open": 7 }), json!(Limits { open: 0, ..Limits::SOUND })] {
            store.set_setting(SETTING, &wrong).await.expect("it is kept");
            assert_eq!(kept(&store).await, Ok(Limits::SOUND));
        }
    }
}
