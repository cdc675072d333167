use super::*;

#[test]
fn a_stakeholder_is_met_once_however_the_address_is_written() {
    story(|ground| async move {
        let (team, _) = found(&ground, lindmoor()).await.unwrap();
        let mut tx = ground.begin().await.unwrap();
        let met = stakeholders::meet(&mut tx, team.id, " Hanne.Müller@Lindmoor.example ", None).await.unwrap();
        assert_eq!((met.name.as_str(), met.called()), ("", "Hanne.Müller@Lindmoor.example"));
        let named = stakeholders::meet(&mut tx, team.id, "hanne.MÜLLER@lindmoor.EXAMPLE", Some("Hanne Müller"));
        let named = named.await.unwrap();
        assert_eq!((named.id, named.name.as_str()), (met.id, "Hanne Müller"));
        let renamed =
            stakeholders::meet(&mut tx, team.id, "hanne.müller@lindmoor.example", Some("H. M.")).await.unwrap();
        assert_eq!(renamed.name, "Hanne Müller", "a name that is known stays");
        tx.commit().await.unwrap();
        let mut tx = ground.read().await.unwrap();
        assert_eq!(stakeholders::list(&mut tx, team.id).await.unwrap(), vec![named.clone()]);
        let found = stakeholders::by_address(&mut tx, team.id, "HANNE.MÜLLER@LINDMOOR.EXAMPLE").await.unwrap();
        assert_eq!(found, Some(named));
    });
}

#[test]
fn what_is_known_of_a_stakeholder_is_kept_and_a_zone_that_is_none_is_not() {
    story(|ground| async move {
        let (team, _) = found(&ground, lindmoor()).await.unwrap();
        let mut tx = ground.begin().await.unwrap();
        let mut hanne = stakeholders::meet(&mut tx, team.id, "hanne@lindmoor.example", None).await.unwrap();
        hanne.unit = Some("Sales".to_owned());
        hanne.zone = Some("america/new_york".to_owned());
        hanne.language = Some("de".to_owned());
        stakeholders::describe(&mut tx, &hanne).await.unwrap();
        let kept = stakeholders::get(&mut tx, team.id, hanne.id).await.unwrap().unwrap();
        assert_eq!(kept, Stakeholder { zone: Some("America/New_York".to_owned()), ..hanne.clone() });
        hanne.zone = Some("Atlantis".to_owned());
        assert!(stakeholders::describe(&mut tx, &hanne).await.is_err());
    });
}

#[test]
fn a_team_knows_its_own_stakeholders_alone() {
    story(|ground| async move {
        let (lindmoor, _) = found(&ground, lindmoor()).await.unwrap();
        let (harrow, _) = found(&ground, harrow()).await.unwrap();
        let mut tx = ground.begin().await.unwrap();
        let here = stakeholders::meet(&mut tx, lindmoor.id, "hanne@lindmoor.example", None).await.unwrap();
        let ben = stakeholders::meet(&mut tx, lindmoor.id, "ben@lindmoor.example", None).await.unwrap();
        let there = stakeholders::meet(&mut tx, harrow.id, "hanne@lindmoor.example", Some("Hanne")).await.unwrap();
        assert_ne!(here.id, there.id);
        assert_eq!(stakeholders::get(&mut tx, harrow.id, here.id).await.unwrap(), None);
        let ids = [here.id, there.id, ben.id];
        let mut many = stakeholders::get_many(&mut tx, lindmoor.id, &ids).await.unwrap();
        many.sort_by_key(|who| who.id);
        assert_eq!(many, [here, ben]);
        assert!(stakeholders::get_many(&mut tx, lindmoor.id, &[]).await.unwrap().is_empty());
        let stranger = Stakeholder { team: harrow.id, ..many.remove(0) };
        assert_eq!(stakeholders::describe(&mut tx, &stranger).await, Err(ground::StoreError::Missing));
    });
}
