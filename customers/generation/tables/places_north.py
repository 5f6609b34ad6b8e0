"""Cities of the British Isles, Italy, Northern and Central Europe; see ``places``."""

# name|state|latitude,longitude|postal code|thousands of people
PLACES = """
== GB en
London|England|51.5074,-0.1278|SE[1-28] #@@|8900
Birmingham|England|52.4862,-1.8904|B[1-38] #@@|1140
Leeds|England|53.8008,-1.5491|LS[1-18] #@@|790
Glasgow|Scotland|55.8642,-4.2518|G[11-15] #@@|635
Sheffield|England|53.3811,-1.4701|S[1-14] #@@|585
Manchester|England|53.4808,-2.2426|M[11-35] #@@|553
Edinburgh|Scotland|55.9533,-3.1883|EH[1-17] #@@|525
Liverpool|England|53.4084,-2.9916|L[1-25] #@@|498
Bristol|England|51.4545,-2.5879|BS[1-11] #@@|463
Cardiff|Wales|51.4816,-3.1791|CF[10-15] #@@|362
Leicester|England|52.6369,-1.1398|LE[1-5] #@@|355
Belfast|Northern Ireland|54.5973,-5.9301|BT[1-17] #@@|343
Nottingham|England|52.9548,-1.1581|NG[1-9] #@@|332
Newcastle upon Tyne|England|54.9783,-1.6178|NE[1-7] #@@|300
Southampton|England|50.9097,-1.4044|SO[14-19] #@@|253
Swansea|Wales|51.6214,-3.9436|SA[1-7] #@@|246
Brighton|England|50.8225,-0.1372|BN[1-2] #@@|229
Aberdeen|Scotland|57.1497,-2.0943|AB[10-16] #@@|198
Oxford|England|51.7520,-1.2577|OX[1-4] #@@|152
Cambridge|England|52.2053,0.1218|CB[1-5] #@@|145
Norwich|England|52.6309,1.2974|NR[1-7] #@@|144
York|England|53.9600,-1.0873|YO[24-26] #@@|141
Exeter|England|50.7184,-3.5339|EX[1-4] #@@|130
Inverness|Scotland|57.4778,-4.2247|IV[1-3] #@@|47
== IE en
Dublin|Leinster|53.3498,-6.2603|D0[1-8] @#@#|590
Cork|Munster|51.8985,-8.4756|T12 @#@#|222
Limerick|Munster|52.6638,-8.6267|V94 @#@#|102
Galway|Connacht|53.2707,-9.0568|H91 @#@#|85
Waterford|Munster|52.2593,-7.1101|X91 @#@#|60
Drogheda|Leinster|53.7179,-6.3561|A92 @#@#|44
Kilkenny|Leinster|52.6541,-7.2448|R95 @#@#|27
Tralee|Munster|52.2713,-9.7026|V92 @#@#|26
Athlone|Leinster|53.4239,-7.9407|N37 @#@#|22
Sligo|Connacht|54.2766,-8.4761|F91 @#@#|20
== IT it
Roma|Lazio|41.9028,12.4964|001[18-99]|2760
Milano|Lombardia|45.4642,9.1900|201[21-62]|1370
Napoli|Campania|40.8518,14.2681|801[21-47]|914
Torino|Piemonte|45.0703,7.6869|101[21-56]|848
Palermo|Sicilia|38.1157,13.3615|901[21-51]|630
Genova|Liguria|44.4056,8.9463|161[21-67]|560
Bologna|Emilia-Romagna|44.4949,11.3426|401[21-41]|388
Firenze|Toscana|43.7696,11.2558|501[21-45]|367
Bari|Puglia|41.1171,16.8719|701[21-32]|316
Catania|Sicilia|37.5079,15.0830|951[21-31]|300
Verona|Veneto|45.4384,10.9916|371[21-42]|258
Venezia|Veneto|45.4408,12.3155|301[21-76]|254
Padova|Veneto|45.4064,11.8768|351[21-43]|209
Trieste|Friuli-Venezia Giulia|45.6495,13.7768|341[21-51]|200
Brescia|Lombardia|45.5416,10.2118|251[21-36]|197
Parma|Emilia-Romagna|44.8015,10.3279|431[21-26]|196
Modena|Emilia-Romagna|44.6471,10.9252|411[21-26]|185
Reggio Calabria|Calabria|38.1113,15.6473|891[21-35]|170
Perugia|Umbria|43.1107,12.3908|061[21-35]|165
Cagliari|Sardegna|39.2238,9.1217|091[21-34]|150
Bergamo|Lombardia|45.6983,9.6773|241[21-29]|120
Trento|Trentino-Alto Adige|46.0748,11.1217|381[21-23]|119
Pescara|Abruzzo|42.4618,14.2161|651[21-29]|119
Ancona|Marche|43.6158,13.5189|601[21-31]|100
Arezzo|Toscana|43.4633,11.8796|52100|97
== PL pl
Warszawa|Mazowieckie|52.2297,21.0122|0[0-4]-###|1790
Kraków|Małopolskie|50.0647,19.9450|3[0-1]-###|780
Łódź|Łódzkie|51.7592,19.4560|9[0-4]-###|670
Wrocław|Dolnośląskie|51.1079,17.0385|5[0-4]-###|643
Poznań|Wielkopolskie|52.4064,16.9252|6[0-1]-###|532
Gdańsk|Pomorskie|54.3520,18.6466|80-###|471
Szczecin|Zachodniopomorskie|53.4285,14.5528|7[0-1]-###|400
Bydgoszcz|Kujawsko-Pomorskie|53.1235,18.0084|85-###|344
Lublin|Lubelskie|51.2465,22.5684|20-###|339
Białystok|Podlaskie|53.1325,23.1688|15-###|297
Katowice|Śląskie|50.2649,19.0238|40-###|290
Gdynia|Pomorskie|54.5189,18.5305|81-###|246
Toruń|Kujawsko-Pomorskie|53.0138,18.5984|87-100|198
Rzeszów|Podkarpackie|50.0412,21.9991|35-###|196
Kielce|Świętokrzyskie|50.8661,20.6286|25-###|193
Olsztyn|Warmińsko-Mazurskie|53.7784,20.4801|10-###|171
Zielona Góra|Lubuskie|51.9356,15.5062|65-###|140
Opole|Opolskie|50.6751,17.9213|45-###|128
== CZ cs
Praha|Praha|50.0755,14.4378|1[1-9]0 00|1300
Brno|Jihomoravský kraj|49.1951,16.6068|6[02-44] 00|380
Ostrava|Moravskoslezský kraj|49.8209,18.2625|7[00-25] 00|285
Plzeň|Plzeňský kraj|49.7384,13.3736|3[01-26] 00|170
Liberec|Liberecký kraj|50.7663,15.0543|460 [01-15]|104
Olomouc|Olomoucký kraj|49.5938,17.2509|779 00|100
České Budějovice|Jihočeský kraj|48.9745,14.4743|370 [01-11]|94
Hradec Králové|Královéhradecký kraj|50.2104,15.8252|500 [02-12]|92
Pardubice|Pardubický kraj|50.0343,15.7812|530 [02-12]|91
Zlín|Zlínský kraj|49.2265,17.6707|760 01|74
Jihlava|Kraj Vysočina|49.3961,15.5912|586 01|51
Karlovy Vary|Karlovarský kraj|50.2319,12.8720|360 [01-10]|48
== SE sv
Stockholm|Stockholms län|59.3293,18.0686|11[1-8] ##|980
Göteborg|Västra Götalands län|57.7089,11.9746|41[1-8] ##|587
Malmö|Skåne län|55.6050,13.0038|21[1-9] ##|350
Uppsala|Uppsala län|59.8586,17.6389|75[2-8] ##|237
Linköping|Östergötlands län|58.4108,15.6214|58[2-9] ##|165
Västerås|Västmanlands län|59.6099,16.5448|72[1-6] ##|156
Örebro|Örebro län|59.2753,15.2134|70[2-5] ##|156
Helsingborg|Skåne län|56.0465,12.6945|25[2-6] ##|150
Jönköping|Jönköpings län|57.7826,14.1618|55[3-6] ##|143
Umeå|Västerbottens län|63.8258,20.2630|90[3-7] ##|131
Lund|Skåne län|55.7047,13.1910|22[2-8] ##|127
Gävle|Gävleborgs län|60.6749,17.1413|80[2-6] ##|103
Sundsvall|Västernorrlands län|62.3908,17.3069|85[2-7] ##|99
Karlstad|Värmlands län|59.3793,13.5036|65[2-6] ##|96
Luleå|Norrbottens län|65.5848,22.1547|97[2-6] ##|79
Visby|Gotlands län|57.6348,18.2948|621 ##|25
== DK da
København|Hovedstaden|55.6761,12.5683|2[1-5]00|650
Aarhus|Midtjylland|56.1629,10.2039|8000|285
Odense|Syddanmark|55.4038,10.4024|52[0-7]0|181
Aalborg|Nordjylland|57.0488,9.9217|92[0-2]0|119
Esbjerg|Syddanmark|55.4765,8.4594|67[0-1]0|71
Randers|Midtjylland|56.4607,10.0364|89[2-4]0|64
Kolding|Syddanmark|55.4904,9.4722|6000|61
Horsens|Midtjylland|55.8607,9.8503|8700|61
Vejle|Syddanmark|55.7113,9.5364|7100|60
Roskilde|Sjælland|55.6419,12.0878|4000|51
Herning|Midtjylland|56.1393,8.9738|7400|50
Silkeborg|Midtjylland|56.1697,9.5451|8600|50
Helsingør|Hovedstaden|56.0308,12.5921|3000|47
Næstved|Sjælland|55.2299,11.7609|4700|44
== NO no
Oslo|Oslo|59.9139,10.7522|0[150-595]|700
Bergen|Vestland|60.3913,5.3221|50[03-98]|285
Trondheim|Trøndelag|63.4305,10.3951|70[10-56]|205
Stavanger|Rogaland|58.9700,5.7331|40[05-34]|144
Kristiansand|Agder|58.1599,8.0182|46[10-39]|112
Drammen|Buskerud|59.7440,10.2045|30[11-50]|101
Fredrikstad|Østfold|59.2181,10.9298|16[06-20]|83
Sandnes|Rogaland|58.8524,5.7352|43[06-28]|81
Tromsø|Troms|69.6492,18.9553|90[06-20]|77
Ålesund|Møre og Romsdal|62.4722,6.1549|60[02-19]|67
Bodø|Nordland|67.2804,14.4049|80[03-30]|52
Hamar|Innlandet|60.7945,11.0680|23[15-25]|32
== FI fi
Helsinki|Uusimaa|60.1699,24.9384|00[1-9]#0|658
Espoo|Uusimaa|60.2055,24.6559|02[1-9]#0|297
Tampere|Pirkanmaa|61.4978,23.7610|33[1-9]#0|244
Vantaa|Uusimaa|60.2934,25.0378|01[3-7]#0|239
Oulu|Pohjois-Pohjanmaa|65.0121,25.4651|90[1-6]#0|209
Turku|Varsinais-Suomi|60.4518,22.2666|20[1-9]#0|195
Jyväskylä|Keski-Suomi|62.2426,25.7473|40[1-7]#0|145
Kuopio|Pohjois-Savo|62.8924,27.6770|70[1-8]#0|121
Lahti|Päijät-Häme|60.9827,25.6612|15[1-9]#0|120
Joensuu|Pohjois-Karjala|62.6010,29.7636|80[1-2]#0|77
Vaasa|Pohjanmaa|63.0951,21.6165|65[1-3]#0|67
Rovaniemi|Lappi|66.5039,25.7294|96[1-5]#0|64
"""
